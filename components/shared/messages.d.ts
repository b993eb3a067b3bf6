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

interface StoreItems {
  sizes: Sizes;
}
