// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Remaining {
  entries: number[];
  weights: number[];
  opacity: string | null;
  steps: number | null;
  dithered_opacity: string | null;
  dithered_steps: number | null;
}

interface Edited {
  key: string;
  places: string;
  count: number;
  recolored: Record<number, string>;
  into: number[];
  remaining: Remaining | null;
  entries: Record<string, string[]>;
}

interface EveryEdit {
  kind: "edits";
  palettes: string;
  ks: Record<number, Edited>;
}

interface StoreItems {
  edits: EveryEdit;
}
