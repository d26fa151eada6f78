// What the library of TypeScript 4.8 (Debian) does not know yet, and every browser that can show the page has.
interface MapConstructor {
  groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]>;
}
interface Array<T> {
  findLastIndex(test: (item: T) => boolean): number;
}
declare class Highlight extends Set<Range> {
  constructor(...ranges: Range[]);
  priority: number;
}
declare namespace CSS {
  const highlights: Map<string, Highlight>;
}
