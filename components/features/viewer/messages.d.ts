// What travels between widget.py and JavaScript. Written from there by `make format`.

interface SetAside {
  color: string;
  mask: string;
  filled: boolean;
}

interface PictureMessage {
  kind: "picture";
  id: string;
  width: number;
  height: number;
  aside: SetAside | null;
  file: Uint8Array<ArrayBuffer>;
}

interface Rule {
  space: "srgb" | "oklab" | "oklrab" | "oklrab-dots" | "standardized";
  times: number[];
}

interface Palettes {
  kind: "palettes";
  key: string;
  picture: string;
  metric: Rule;
  colors: string[];
  weights: number[][];
  opacity: (string | null)[];
  steps: (number | null)[];
  dithered_opacity: (string | null)[];
  dithered_steps: (number | null)[];
  explained: string[];
  entries: Record<string, string[]> | null;
  most_pins: number;
}

interface Labels {
  kind: "labels";
  key: string;
  k: number;
  style: string;
  opacity: string | null;
  file: Uint8Array<ArrayBuffer>;
}

interface DrawingMessage {
  kind: "drawing";
  file: Uint8Array<ArrayBuffer>;
}

interface Place {
  turn: number;
  row: number;
  column: number;
  height: number;
  width: number;
}

interface ViewerData {
  picture: string;
  k: number;
  wanted: number;
  revision: number;
  by_slider: boolean;
  doubted: number | null;
  style: string;
  file: string;
  dither: boolean;
  dots: "full" | "gentle" | "bayer" | "blue-noise";
  smooth: boolean;
  before: string;
  colors: string;
  remark: string;
  mode: "side" | "wipe" | "hold" | "map";
  look: Place | null;
  pins: string[] | null;
}

interface Pin {
  code: string;
  keep: boolean;
}

interface Edit {
  palettes: string;
  k: number;
  does: "color" | "leave out" | "merge" | "undo" | "undo all";
  entry: number;
  code: string | null;
  into: number | null;
  again: boolean;
}

interface AsideWish {
  code: string | null;
}

interface Wish {
  k: number;
  stands: number;
  revision: number;
}

interface ViewerState {
  mode: "side" | "wipe" | "hold" | "map";
  plain: boolean;
  ready: boolean;
  back: number;
}

interface StoreItems {
  picture: PictureMessage;
  palettes: Palettes;
  labels: Labels;
  drawing: DrawingMessage;
}
