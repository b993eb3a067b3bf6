// What travels between widget.py and JavaScript. Written from there by `make format`.

interface FileSize {
  bytes: number;
  text: string;
  change: string;
}

interface Sizes {
  kind: "sizes";
  key: string;
  file: string;
  sizes: Record<number, FileSize>;
}

interface StoreItems {
  sizes: Sizes;
}
