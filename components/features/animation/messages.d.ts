// What travels between widget.py and JavaScript. Written from there by `make format`.

interface FilmMessage {
  kind: "film";
  key: string;
  durations: number[];
  loop: number;
  changes: boolean;
  file: Uint8Array<ArrayBuffer>;
}

interface FilmPalettes {
  key: string;
  metric: RuleForAll;
  colors: string[];
  kind: "film_palettes";
}

interface AnimationData {
  film: string;
  palettes: string;
  k: number;
  follows: boolean;
  dots: "full" | "gentle" | "bayer" | "blue-noise" | null;
  shape: number[];
}

interface StoreItems {
  film: FilmMessage;
  film_palettes: FilmPalettes;
}
