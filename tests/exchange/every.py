# ruff: noqa: E501  XML is written as it stands
"""A project with every kind of element that the standard has, invented, as a program with emoji and CRLF writes it."""

from exchange.made import guid, packed

TALK = (
    "Interviewer: What is hard at the post office?\r\n\r\n"
    "Ana: The queue 😅 is long, and the counter is closed at noon.\r\n\r\n"
    "Interviewer: And the form?\r\n\r\n"
    "Budi: The form is in small print 🖨, nobody can read it.\r\n"
)
SHORT = "Ana: I came back the next day.\nThe letter was gone.\n"
PAGE = "Rules of the counter.\nBring two copies.\n"
SPOKEN = "Budi: I waited an hour.\nBudi: Then they closed.\n"
MEMO = "Third visit: nobody was there.\r\nAsk again."


def who(user: str = "ana.coder", day: int = 1, *, changed: str = "") -> str:
    said = f'creatingUser="{guid(user)}" creationDateTime="2026-03-0{day}T08:30:00+07:00"'
    if changed:
        said += f' modifyingUser="{guid(changed)}" modifiedDateTime="2026-03-0{day}T11:00:00Z"'
    return said


def span(text: str, quote: str) -> str:
    """Positions in UTF-16 units, CRLF as two."""
    before = text[: text.index(quote)]
    start, long = (len(part.encode("utf-16-le")) // 2 for part in (before, quote))
    return f'startPosition="{start}" endPosition="{start + long}"'


def ref(tag: str, name: str) -> str:
    return f'<{tag} targetGUID="{guid(name)}"/>'


def coding(name: str, code: str, user: str = "ana.coder", day: int = 2, more: str = "") -> str:
    return f'<Coding guid="{guid(name)}" {who(user, day)}>{ref("CodeRef", code)}{more}</Coding>'


def value(variable: str, kind: str, said: str) -> str:
    return f"<VariableValue>{ref('VariableRef', variable)}<{kind}Value>{said}</{kind}Value></VariableValue>"


def marked(tag: str, name: str, place: str, inside: str = "", more: str = "") -> str:
    return f'<{tag} guid="{guid(name)}" {place} {who(changed="budi.coder")} {more}>{inside}</{tag}>'


USERS = f"""<Users><User guid="{guid("ana.coder")}" name="Ana" id="AN"/><User guid="{guid("budi.coder")}" name="Budi"/>
 <User guid="{guid("silent.coder")}" name="Silent" id="SI"/></Users>"""
CODES = f"""<CodeBook><Codes>
 <Code guid="{guid("c.folder")}" name="Access" isCodable="false"><Description>What stands between people and it.</Description>
  <Code guid="{guid("c.queue")}" name="Queue" isCodable="true" color="#AB00FF"><Description>Waiting in line.</Description>
   {ref("NoteRef", "n.code")}</Code>
  <Code guid="{guid("c.hours")}" name="Hours &amp; days" isCodable="true"/></Code>
 <Code guid="{guid("c.form")}" name="Form" isCodable="1" color="#0a0b0c"/>
 <Code guid="{guid("c.unused")}" name="Queue" isCodable="true" color="#fff"/></Codes></CodeBook>"""
VARIABLES = (
    "<Variables>"
    + "".join(
        f'<Variable guid="{guid(f"v.{kind}")}" name="{kind} of it" typeOfVariable="{kind}">'
        f"<Description>A {kind}.</Description></Variable>"
        for kind in ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
    )
    + f'<Variable guid="{guid("v.unused")}" name="unused" typeOfVariable="Date"/></Variables>'
)
CASES = f"""<Cases>
 <Case guid="{guid("k.ana")}" name="Bu Ana"><Description>Comes every week.</Description>{ref("CodeRef", "c.queue")}
  {value("v.Text", "Text", "post office")}{value("v.Integer", "Integer", "047")}{value("v.Boolean", "Boolean", "1")}
  {ref("SourceRef", "s.short")}</Case>
 <Case guid="{guid("k.one")}" name="Ana in the group">{value("v.Float", "Float", "0.50")}{ref("SourceRef", "s.talk")}
  {ref("SelectionRef", "x.ana")}</Case>
 <Case guid="{guid("k.two")}" name="Budi in the group">{value("v.Date", "Date", "2026-02-03")}{ref("SourceRef", "s.talk")}
  {ref("SelectionRef", "x.budi")}</Case>
 <Case guid="{guid("k.office")}" name="The office"><Description>No person.</Description></Case>
 <Case guid="{guid("k.nameless")}">{value("v.DateTime", "DateTime", "2026-02-03T10:00:00Z")}</Case></Cases>"""
TEXTS = f"""<TextSource guid="{guid("s.talk")}" name="group talk" plainTextPath="internal://{guid("s.talk")}.txt"
  richTextPath="internal://{guid("s.talk")}.docx" {who(changed="budi.coder")}><Description>Held in the yard.</Description>
  {marked("PlainTextSelection", "x.queue", span(TALK, "The queue 😅 is long"), coding("g.1", "c.queue", more=ref("NoteRef", "n.coding")) + coding("g.2", "c.hours", "budi.coder", 3), 'name="The queue"')}
  {marked("PlainTextSelection", "x.form", span(TALK, "The form is in small print 🖨"), "<Description>Look at the paper.</Description>" + coding("g.3", "c.form", "budi.coder"), 'name="small"')}
  {marked("PlainTextSelection", "x.over", span(TALK, "closed at noon." + TALK.split("closed at noon.")[1].split(" is in small")[0]), coding("g.4", "c.hours"))}
  {marked("PlainTextSelection", "x.note", span(TALK, "nobody can read it"), "<Description>She laughs here.</Description>")}
  {marked("PlainTextSelection", "x.noted", span(TALK, "counter"), ref("NoteRef", "n.passage"))}
  {marked("PlainTextSelection", "x.ana", span(TALK, "The queue 😅 is long, and the counter is closed at noon."))}
  {marked("PlainTextSelection", "x.budi", span(TALK, "The form is in small print 🖨, nobody can read it."))}
  {coding("g.whole", "c.folder", day=4, more=ref("NoteRef", "n.coding"))}{ref("NoteRef", "n.source")}
  {value("v.Text", "Text", "yard")}</TextSource>
 <TextSource guid="{guid("s.short").upper()}" name="short"><PlainTextContent>{SHORT}</PlainTextContent>
  {marked("PlainTextSelection", "x.gone", span(SHORT, "The letter was gone"), coding("g.5", "c.form", "budi.coder"))}</TextSource>"""
MEDIA = f"""<PictureSource guid="{guid("s.picture")}" name="queue.jpg" path="internal://{guid("s.picture")}.jpg" {who()}>
  <Description>The yard.</Description>
  <TextDescription guid="{guid("t.picture")}" name="what it shows"><PlainTextContent>A line of people.</PlainTextContent></TextDescription>
  {marked("PictureSelection", "x.area", 'firstX="1" firstY="2" secondX="30" secondY="40"', coding("g.6", "c.queue"))}
  {coding("g.7", "c.queue")}{ref("NoteRef", "n.source")}{value("v.Text", "Text", "yard")}</PictureSource>
 <PDFSource guid="{guid("s.pdf")}" name="rules.pdf" path="internal://{guid("s.pdf")}.pdf" {who()}>
  {marked("PDFSelection", "x.page", 'page="0" firstX="1" firstY="2" secondX="30" secondY="40"', f'<Representation guid="{guid("t.area")}"><PlainTextContent>two copies</PlainTextContent></Representation>' + coding("g.8", "c.form"))}
  <Representation guid="{guid("t.pdf")}" plainTextPath="internal://{guid("t.pdf")}.txt">
   {marked("PlainTextSelection", "x.copies", span(PAGE, "Bring two copies"), coding("g.9", "c.form"))}</Representation></PDFSource>
 <AudioSource guid="{guid("s.audio")}" name="talk.mp3" path="relative://talk.mp3" currentPath="absolute:///home/a/talk.mp3" {who()}>
  <Transcript guid="{guid("t.audio")}" name="by hand" plainTextPath="internal://{guid("t.audio")}.txt" {who()}>
   <SyncPoint guid="{guid("p.0")}" timeStamp="0" position="0"/>
   <SyncPoint guid="{guid("p.1")}" timeStamp="4000" position="{len(SPOKEN.split("Then")[0]) - 6}"/>
   <SyncPoint guid="{guid("p.2")}" timeStamp="9000" position="{len(SPOKEN)}"/>
   {marked("TranscriptSelection", "x.wait", f'fromSyncPoint="{guid("p.0")}" toSyncPoint="{guid("p.1")}"', coding("g.10", "c.queue"))}</Transcript>
  {marked("AudioSelection", "x.sound", 'begin="100" end="2500"', coding("g.11", "c.hours") + ref("NoteRef", "n.passage"))}</AudioSource>
 <VideoSource guid="{guid("s.video")}" name="yard.mp4" path="absolute:///home/a/yard.mp4">
  {marked("VideoSelection", "x.film", 'begin="5" end="70"', coding("g.12", "c.queue"))}</VideoSource>"""
NOTES = f"""<Notes>
 <Note guid="{guid("n.code")}" name="About queues" {who("budi.coder", 5)}><PlainTextContent>Count people &amp; hours.</PlainTextContent></Note>
 <Note guid="{guid("n.coding")}" name="doubt" {who("budi.coder", 6)}><PlainTextContent>Is it the queue?</PlainTextContent></Note>
 <Note guid="{guid("n.passage")}" name="counter" {who(day=6)}><PlainTextContent>Which one?</PlainTextContent></Note>
 <Note guid="{guid("n.source")}" name="place" {who(day=6)}><Description>of the talk</Description><PlainTextContent>Hot day.</PlainTextContent></Note>
 <Note guid="{guid("n.project")}" name="aim" {who(day=1)}><PlainTextContent>Why do people give up?</PlainTextContent></Note>
 <Note guid="{guid("n.journal")}" name="Journal" plainTextPath="internal://{guid("n.journal")}.txt" {who("silent.coder", 7)}>
  <PlainTextSelection guid="{guid("x.journal")}" startPosition="0" endPosition="5"/></Note></Notes>"""
LINKS = f"""<Links><Link guid="{guid("l.1")}" name="leads to" direction="OneWay" color="#112233" originGUID="{guid("c.queue")}"
  targetGUID="{guid("c.form")}">{ref("NoteRef", "n.code")}</Link>
 <Link guid="{guid("l.2")}" direction="Associative" originGUID="{guid("x.note")}" targetGUID="{guid("n.journal")}"/></Links>"""
SETS = f"""<Sets><Set guid="{guid("e.codes")}" name="barrier"><MemberCode targetGUID="{guid("c.queue")}"/></Set>
 <Set guid="{guid("e.all")}" name="first week"><Description>All of it.</Description>{ref("MemberCode", "c.form")}
  {ref("MemberSource", "s.short")}{ref("MemberSource", "s.picture")}{ref("MemberNote", "n.journal")}</Set></Sets>"""
GRAPHS = f"""<Graphs><Graph guid="{guid("h.1")}" name="map">
 <Vertex guid="{guid("h.a")}" representedGUID="{guid("c.queue")}" name="Queue" firstX="1" firstY="2" shape="Oval" color="#abcdef"/>
 <Vertex guid="{guid("h.b")}" firstX="5" firstY="2"/>
 <Edge guid="{guid("h.c")}" sourceVertex="{guid("h.a")}" targetVertex="{guid("h.b")}" representedGUID="{guid("l.1")}" lineStyle="dashed"/>
 </Graph></Graphs>"""


def manifest() -> str:
    head = (
        'xmlns="urn:QDA-XML:project:1.0" xmlns:own="urn:other" name="Post office" origin="NVivo 12" '
        f'creatingUserGUID="{guid("ana.coder")}" creationDateTime="2026-03-01T08:00:00Z" basePath="/home/a" own:mark="7"'
    )
    tail = f"<Description>A study of counters.</Description>{ref('NoteRef', 'n.project')}<own:extra own:a='1'>x<own:b/></own:extra>"
    parts = (USERS, CODES, VARIABLES, CASES, f"<Sources>{TEXTS}{MEDIA}</Sources>", NOTES, LINKS, SETS, GRAPHS, tail)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Project {head}>{"".join(parts)}</Project>'


def everything() -> bytes:
    """The project with its texts, one of them with a mark and CRLF."""
    return packed(
        {
            "project.qde": manifest(),
            f"Sources/{guid('s.talk')}.txt": "\ufeff" + TALK,
            f"Sources/{guid('s.talk')}.docx": b"PK rich text",
            f"Sources/{guid('s.picture')}.jpg": b"\xff\xd8 picture",
            f"Sources/{guid('s.pdf')}.pdf": b"%PDF page",
            f"Sources/{guid('t.pdf')}.txt": PAGE,
            f"Sources/{guid('t.audio')}.txt": SPOKEN,
            f"Sources/{guid('n.journal')}.txt": MEMO,
        }
    )
