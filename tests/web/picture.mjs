// Draws product pictures: a simple shape in the product's colour.

import { escape } from "./markup.mjs";

export const picture = (name, hue) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 350" width="420" height="350">
<rect width="420" height="350" fill="hsl(${hue} 40% 90%)"/><circle cx="210" cy="150" r="84" fill="hsl(${hue} 45% 55%)"/>
<path d="M90 250 q120 -70 240 0 v30 h-240z" fill="hsl(${hue} 50% 35%)"/>
<text x="210" y="325" font-family="DejaVu Sans, sans-serif" font-size="24" text-anchor="middle" fill="hsl(${hue} 40% 20%)">${escape(name)}</text></svg>`;
