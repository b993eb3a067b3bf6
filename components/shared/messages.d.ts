// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Sizes {
  kind: "sizes";
  key: string;
  file: string;
  ks: number[];
  bytes: number[];
  texts: string[];
  changes: string[];
}

interface RuleForAll {
  space: "srgb" | "oklab" | "oklrab" | "oklrab-dots" | "standardized";
  times: number[];
}

interface PalettesForAll {
  key: string;
  metric: RuleForAll;
  colors: string[];
}

interface StoreItems {
  sizes: Sizes;
}
