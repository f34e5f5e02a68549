// Types of what the content scripts of one frame share. The facts' own types are made from the Rust ones.
import type { AdCandidate, Form, FoundBy, FrameSlot, Mark, MicrodataItem, PageFacts, Rect, What } from '../types';

declare global {
  /** The one name that the content scripts share, in their own world: the page does not see it. */
  var candor: Parts & {
    /** Names a part, to be made when it is first used. */
    part<Name extends keyof Parts>(name: Name, make: () => Parts[Name]): void;
    /** Whether a part was used. */
    made(name: keyof Parts): boolean;
  };

  interface Parts {
    /** Rows of data/ad-markup.tsv: system and selector. */
    markup: [system: string, selector: string][];
    /** All selectors of it, as one. */
    marked: string;
    /** Rows of data/banners.tsv. */
    banners: [id: string, banner: string, accept: string, reject: string, kept: string, frame: string][];
    channel: {
      /** Asks the worker; undefined where it does not answer. */
      ask<Reply>(message: object): Promise<Reply | undefined>;
      /** Tells the worker a fact, of now or of a moment; false where it was not taken. */
      tell(what: What, at?: number): Promise<boolean>;
      /** False once the extension was updated or removed below us. */
      alive(): boolean;
    };
    children: {
      /** Takes the nonce that a frame below says. */
      hear(source: MessageEventSource | null, nonce: string): void;
    };
    frames: {
      /** Takes a message of ours, from a frame below or the one around. */
      hear(event: MessageEvent): void;
      /** Makes this frame known once it has a size, then goes on with `go`. */
      enter(go: () => void): void;
      /** Whether the frame around knows this one. */
      heard(): boolean;
    };
    /** What the page's forms ask for. */
    forms(): Form[];
    collect: { page(gaps?: string[]): PageFacts; signature(gaps: string[]): string; gaps(): string[] };
    /** Items of microdata, and whether there was more. */
    microdata(tops: Element[]): { microdata: MicrodataItem[]; cutOff: boolean };
    read: {
      text(root: Element, most: number): string;
      resolve(address: string | null): string | undefined;
      hostOf(address: string): string;
      cut(text: string | null | undefined, most: number): string;
      tidy(text: string): string;
    };
    contents: {
      links(root: Element): { href: string; text: string }[];
      /** Whether anything in it leads anywhere. */
      leads(root: Element): boolean;
      images(root: Element): string[];
      /** Selects what may hold a link or a picture. */
      HOLDS: string;
    };
    /** What is said of a watched thing. */
    said: {
      candidate(one: Watched): AdCandidate;
      contentOf(element: Element): Content;
      /** DOM ids of a frame's element and of those around it. */
      namesAround(frame: Element): string[];
      /** Where it lies, roughly: places that differ by little are the same. */
      place(one: Watched): number[] | null;
      /** Has what changed read anew. */
      renew(one: Watched): void;
      slot(one: Watched): FrameSlot;
      /** The system of the markup table whose markup an element is. */
      systemOf(element: Element): string | null;
    };
    ads: {
      /** Looks for candidates that are new or changed. */
      look(): void;
      /** Keeps an eye on a frame element whose frame is known; false where there are too many. */
      slot(frame: HTMLElement, id: number): boolean;
      /** Reports once more what was reported, to a worker that meets the page anew. */
      again(): void;
      /** Reports what is left to report. */
      flush(leaving?: boolean): void;
      /** Whether a click stopped an ad. */
      pressed(event: MouseEvent): void;
      /** The element that a number stands for. */
      element(id: number): Element | undefined;
      /** What gives its place: the picture of a linked picture, whose link may be a line high. */
      measured(id: number): Element | undefined;
    };
    hiding: {
      /** Takes an element out of sight; with its room kept, or closed up. */
      hide(element: HTMLElement, keepsRoom: boolean): void;
      show(element: HTMLElement): void;
      again(): void;
      leave(): void;
    };
    labels: { apply(marks: Mark[], words?: string): void; again(): void; close(): void; leave(): void };
    /** Signs that a page speaks of consent. */
    signs: { any(): boolean; kept(stored?: boolean): [string, string][]; GENERIC: string };
    /** `again`: tells once more what was told, to a worker that meets the page anew. */
    consent: { look(): void; clicked(event: Event): void; again(): void };
    /** What lies over the page before anybody has done anything there. */
    arrival: { look(): void; end(): void };
    /** What is typed into e-mail fields, where the person switched that on. */
    typed: { field(event: Event): void };
    /** What has changed in the document since it was looked at. */
    changes: MutationObserver;
    page: {
      start(): void;
      /** Hears of what is to be labelled and hidden here. */
      listen(): void;
    };
  }
}

/** A thing that is watched: a candidate, or a frame element with its frame. */
export interface Watched {
  id: number;
  element: Element;
  /** What gives its place: the picture of a linked picture, else the element. */
  measured: Element;
  found_by: FoundBy;
  markup: string | null;
  frame?: number;
  /** Of a frame: ids of its element and of those around it. */
  names: string[];
  rect: Rect | null;
  /** Since when it has been in view, on the page's clock. */
  since: number | null;
  viewable: number;
  /** What was read of it, when, and what it looked like then. */
  read: number;
  print: string;
  content: Content | null;
  /** What was last reported of it, and of its place and its time in view. */
  sent: string;
  seen: string;
}

/** What an ad holds. */
export type Content = Pick<AdCandidate, 'links' | 'images' | 'text' | 'metadata'>;
