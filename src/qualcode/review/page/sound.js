// The recording beside the text: a turn is played from its time.
import { $, say } from "./dom.js";
import { tell } from "./draw.js";
import { room } from "./room.js";
import { ask } from "./server.js";
import { rows } from "./text.js";

/** Play the chosen turn, or stop; a player can send no token, so that its address holds a ticket. */
export async function play() {
  const { doc, turn } = room;
  const player = $("#player");
  if (!player.paused) return player.pause();
  const from = rows.get(turn)?.turn.start ?? null;
  if (!doc.audio || from === null) return tell(say(doc.audio ? "no-time" : "no-audio"));
  try {
    if (player.title !== doc.transcript || player.error) {
      const { ticket } = await ask("ticket", { transcript: doc.transcript });
      Object.assign(player, { src: `/audio/${ticket}`, title: doc.transcript, hidden: false });
    }
    player.currentTime = from;
    await player.play();
  } catch (error) {
    tell(say("not-played", { why: error instanceof Error ? error.message : "" }));
  }
}
