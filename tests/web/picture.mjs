// Draws product pictures: a simple shape for what it is, in the product's colour.

import { escape } from "./markup.mjs";
import { ADVERTISERS } from "./advertisers.mjs";
import { SHOPS } from "./shops.mjs";

/** Shapes by topic, in a box of 420 × 350. */
const SHAPES = {
  boots: "M150 90h80v70l70 40q20 10 20 40v20H150z M150 270h170v16H150z",
  jackets: "M170 90l40 20 40-20 70 50-24 46-30-16v120H154V170l-30 16-24-46z",
  camping: "M210 90l120 180H90z M210 150l40 120h-80z",
  desk: "M140 270h140v16H140z M204 270l-50-90 90-70 10 12-80 62 46 86z M232 90l60 60-40 20-40-50z",
  ceiling: "M206 60h8v80h-8z M130 220q0-80 80-80t80 80z",
  floor: "M204 140h12v134h-12z M150 274h120v12H150z M160 140l24-60h52l24 60z",
  beans: "M150 90h120l14 30v160H136V120z M180 180h60v50h-60z",
  gear: "M150 150h100l20 120H130z M250 170q70-20 60 40l-14 0q4-30-42-20z M176 130h48v14h-48z",
  raeder: "M120 180a55 55 0 1 0 .1 0zm0 16a39 39 0 1 1-.1 0z M300 180a55 55 0 1 0 .1 0zm0 16a39 39 0 1 1-.1 0z M120 230l50-90h90l44 92-10 6-34-72-60 70h-70z",
  taschen: "M140 140h140v140H140z M170 110h80v30h-14v-16h-52v16h-14z",
  helme: "M120 220q0-100 90-100t90 100z M120 226h180v16H120z",
  glas: "M130 130h60v150h-70z M230 130h60l10 150h-70z M190 160h40v40h-40z",
  teleskop: "M110 220l170-90 26 46-170 90z M200 230l30 60h-16l-24-50z",
  novels: "M140 90h140v200H140z M156 90h6v200h-6z",
  travel: "M120 110l60-16 60 16 60-16v176l-60 16-60-16-60 16z",
  face: "M160 140h100v146H160z M180 96h60v40h-60z",
  body: "M170 130h80q20 0 20 30v126H150V160q0-30 20-30z M190 90h40v36h-40z",
};

export const picture = ({ name, topic, hue }) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 350" width="420" height="350">
<rect width="420" height="350" fill="hsl(${hue} 40% 92%)"/><path d="${SHAPES[topic] ?? SHAPES.novels}" fill="hsl(${hue} 45% 42%)" fill-rule="evenodd"/>
<text x="210" y="330" font-family="DejaVu Sans, sans-serif" font-size="22" text-anchor="middle" fill="hsl(${hue} 40% 20%)">${escape(name)}</text></svg>`;

/** The picture of the product with this id or name, whoever sells it; words alone get one, too. */
export const pictureOf = (asked) => {
  const items = [...SHOPS, ...ADVERTISERS].flatMap((shop) => shop.products);
  return picture(items.find(({ id, name }) => id.toLowerCase() === asked || name === asked) ?? { name: asked, hue: 0 });
};
