// What the desk answers, and what the page makes of it; for the type check only, no browser reads this.
interface Span { turn: number; start: number; end: number }
interface Place extends Span { transcript: string }
interface Example { text: string; found: boolean }
type Texts = Record<string, string>;
interface Code {
  code: string; kind: string; parent: string; label: Texts; definition: Texts;
  include: Record<string, string[]>; exclude: Record<string, string[]>; examples: Example[];
  says: Record<string, Texts>;
}
interface Summary { transcript: string; about: string; turns: number; finished: boolean; codings: number; open: number; decided: number }
interface Keys { actions: Record<string, string>; codes: string[]; modified: boolean }
interface Study {
  corpus: string; coder: string; blind: boolean; sample: string; between: string[]; keys: Keys; codes: Code[]; assertions: string[];
  transcripts: Summary[]; queues: { name: string; about: Texts }[];
}
interface Turn { turn: number; role: string; speaker: string; respondent: string; start: number | null; time: string; text: string; sha: string; glosses: Gloss[] }
interface Gloss { language: string; start: number; end: number; text: string }
interface Coding extends Span { id: string; do: string; code: string; assertion: string; memo: string; rules: string[]; saving?: boolean }
interface Suggestion extends Span {
  id: string; code: string; assertion: string; rules: string[]; matched: [number, number][]; asked: string; state: string; of: string;
  kind?: string; sides?: (Side | null)[]; between?: string[]; by?: string; memo?: string; decided?: Side[]; saving?: boolean;
}
interface Side extends Span { id: string; code: string; assertion: string; memo: string; quote: string }
interface Doc {
  transcript: string; about: Texts; audio: boolean; turns: Turn[]; finished: boolean; hidden: boolean; codings: Coding[]; suggestions: Suggestion[];
  undoes: string[]; redoes: string[];
}
/** A coding or a suggestion in the text; `suggestion` names the latter. */
interface Item extends Span {
  key: string; id: string; code: string; state: string; assertion: string; rules: string[]; memo?: string;
  matched?: [number, number][]; asked?: string; of?: string; suggestion?: string; kind?: string; sides?: (Side | null)[]; between?: string[]; by?: string; decided?: Side[]; saving?: boolean;
}
interface QueueItem extends Place { state: string; was: string; code: string; rules: string[]; why: string; chance: number | null; given: boolean; coder: string }
/** What a queue goes through: a passage, in a transcript or in the open one, or a place alone. */
type Unit = Span & Partial<Omit<Item, keyof Span> & Omit<QueueItem, keyof Span>>;
interface Queue { name: string; about: Texts; items: QueueItem[]; at: number }
interface Found extends Place { before: string; quote: string; after: string }
interface Memo {
  id: string; coder: string; kind: string; text: string; time: string; name: string; own: boolean;
  on: Place & { code: string; respondent: string; set: string; quote: string };
}
interface Deed { do: string; id?: string; [field: string]: unknown }
interface Line extends Deed { id: string }
interface CodedSpan extends Span { code: string }
/** What an element can hold; nothing where it is empty. */
type Child = Node | string | false | null | undefined;
/** What a part of markup shows; nothing hides it, a function is what a click does. */
type Value = string | boolean | null | undefined | Node[] | (string | Node)[] | (() => unknown);

/** What a copy of a template shows, and the colour of its code. */
type Shown = { colour?: string; [part: string]: Value };
interface Row { row: HTMLElement; node: Text; text: string; astral: boolean; turn: Turn }
interface Room {
  study: Study; doc: Doc; current: Item | null; unit: Unit | null; turn: number; only: string; last: string; view: string; queue: Queue;
  trail: string[]; forward: string[];
}
/** What may tell who somebody is; `kind` is a guess until it is decided. */
interface Candidate { name: string; kind: string; decision: string; pseudonym: string; count: number; titles: string[]; seldom: boolean; short_for: string; places: { place: string; words: string }[] }
/** An element of the page, with what a field, a dialog, a template and the player have besides. */
interface Has {
  value: string; placeholder: string; disabled: boolean; content: Part; firstElementChild: Part; paused: boolean; error: unknown; currentTime: number;
  showModal(): void; close(): void; play(): Promise<void>; pause(): void;
  querySelector(selector: string): Part; querySelectorAll(selector: string): Iterable<Part>; closest(selector: string): Part | null;
}
type Part = Has & HTMLElement;
