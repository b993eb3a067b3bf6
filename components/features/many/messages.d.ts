// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Sheet {
  kind: "sheet";
  key: string;
  names: string[];
  sizes: number[][];
  lengths: number[];
  file: Uint8Array<ArrayBuffer>;
}

interface SheetPalettes {
  key: string;
  metric: RuleForAll;
  colors: string[];
  kind: "sheet_palettes";
}

interface SheetLosses {
  kind: "sheet_losses";
  key: string;
  sheet: string;
  k: number;
  words: Record<string, number[]>;
}

interface SheetLarge {
  kind: "sheet_large";
  sheet: string;
  place: number;
  file: Uint8Array<ArrayBuffer>;
}

interface SheetWish {
  sheet: string;
  place: number;
}

interface ManyData {
  sheet: string;
  palettes: string;
  k: number;
  dots: "full" | "gentle" | "bayer" | "blue-noise" | null;
}

interface StoreItems {
  sheet: Sheet;
  sheet_palettes: SheetPalettes;
  sheet_losses: SheetLosses;
  sheet_large: SheetLarge;
}
