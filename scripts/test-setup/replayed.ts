import fc from "fast-check";
import type { Calendar, HourRange } from "#lib/engine/calendar/types.ts";
import { triggerSchema } from "#lib/engine/triggers/schema.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Action } from "#lib/simulator/types.ts";
import { graph } from "./graphs.ts";

/** Flows that go by hours and holidays, within one another and on top of one another, for what must happen again as it happened. */

/** The waits, all of whole minutes: what happens within seconds of one another happens at once. */
const [ASKED, IDLE, PAUSE] = [600, 120, 60];

export function replayedFlows({ child, tail }: { child: number; tail: number }): Record<"main" | "child" | "tail", FlowGraph> {
  const hours = (name: string): [string, string, null, string][] => [
    [`${name}Hours`, `${name}Open`, null, "open"],
    [`${name}Hours`, `${name}Closed`, null, "closed"],
    [`${name}Hours`, `${name}Holiday`, null, "holiday"],
  ];
  const main = graph(
    {
      mainHours: ["business_hours", { calendar: "Loja" }],
      mainOpen: ["send_message", { message: "aberto" }],
      mainClosed: ["send_message", { message: "fechado" }],
      mainHoliday: ["send_message", { message: "feriado" }],
      ask: ["wait_for_input", { question: "o quê? {{ last_message }}", context_key: "what", timeout_seconds: ASKED }],
      which: ["decision"],
      child: ["start_flow", { flow_id: child, mode: "return", context: [{ key: "about", value: "{{ what }}" }] }],
      said: ["send_message", { message: "filho: {{ child.said }}" }],
      broken: ["send_message", { message: "quebrou" }],
      gone: ["send_message", { message: "expirou" }],
      go: ["start_flow", { flow_id: tail, mode: "go", context: [{ key: "about", value: "{{ what }}" }] }],
      pause: ["delay", { seconds: PAUSE }],
      late: ["send_message", { message: "tarde" }],
      fine: ["send_message", { message: "pronto {{ what }}" }],
      stop: ["end"],
    },
    [
      ...hours("main"),
      ...["mainOpen", "mainClosed", "mainHoliday", "said", "broken", "gone", "pause"].map((from): [string, string] => [from, "ask"]),
      ["ask", "which"],
      ["ask", "late", null, "timeout"],
      ["which", "child", 'what == "filho"'],
      ["which", "go", 'what == "adiante"'],
      ["which", "pause", 'what == "espera"'],
      ["which", "mainHours", 'what == "horas"'],
      ["which", "fine"],
      ["child", "said", null, "completed"],
      ["child", "broken", null, "failed"],
      ["child", "gone", null, "expired"],
      ["late", "stop"],
      ["fine", "stop"],
    ],
  );
  const trigger = (id: string, on_open: string) => triggerSchema.parse({ id, type: "words", words: [id], on_open });
  return {
    main: {
      ...main,
      settings: { after_end: { mode: "quiet", quiet_seconds: 300 } },
      triggers: [trigger("ajuda", "suspend"), trigger("recomeçar", "end")],
    },
    child: {
      ...graph(
        {
          childHours: ["business_hours", { calendar: "Loja" }],
          childOpen: ["send_message", { message: "filho aberto" }],
          childClosed: ["send_message", { message: "filho fechado" }],
          childHoliday: ["send_message", { message: "filho feriado" }],
          ask: ["wait_for_input", { question: "{{ about }}?", context_key: "said" }],
          which: ["decision"],
          fail: ["send_message", { message: "{{ broken" }],
          stop: ["end"],
        },
        [
          ...hours("child"),
          ...["childOpen", "childClosed", "childHoliday"].map((from): [string, string] => [from, "ask"]),
          ["ask", "which"],
          ["which", "fail", 'said == "quebra"'],
          ["which", "stop"],
        ],
      ),
      settings: { idle_seconds: IDLE, idle_message: "tchau filho" },
    },
    tail: graph({ ask: ["wait_for_input", { question: "e agora?", context_key: "now_what" }], stop: ["end"] }, [["ask", "stop"]]),
  };
}

const ALL_DAY: HourRange[] = [{ from: "00:00", to: "24:00" }];

/** Where it is about noon at this moment, so that no history of an hour leaves its day. */
function aboutNoon(at: number): { time_zone: string; date: string } {
  const east = 12 - new Date(at).getUTCHours();
  const day = new Date(at + east * 3_600_000).toISOString().slice(5, 10);
  return { time_zone: `Etc/GMT${east > 0 ? `-${east}` : `+${-east}`}`, date: day };
}

const DAYS = ["open", "closed", "holiday", "open holiday"] as const;

/** All of the day that it is at that moment it is so. */
function calendarOf(at: number, day: (typeof DAYS)[number]): Calendar {
  const { time_zone, date } = aboutNoon(at);
  const hours = day === "closed" ? [] : ALL_DAY;
  return {
    ...{ id: 1, name: "Loja", time_zone, prepared_holidays: "none" },
    hours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours, saturday: hours, sunday: hours },
    holidays: day.endsWith("holiday") ? [{ date, name: "Festa", hours: day === "holiday" ? [] : ALL_DAY }] : [],
  };
}

export const anyCalendar = (at: number): fc.Arbitrary<Calendar> => fc.constantFrom(...DAYS).map((day) => calendarOf(at, day));

const NEXT_TIMER: Action = { type: "next_timer" };
const say = (text: string): Action => ({ type: "say", text });

/** What is gone through each time, whatever chance brings: every way out of a flow within the flow, and coming back from one on top. */
export const certainly = (at: number): [Action[], Calendar][] => [
  [[say("oi"), say("filho"), say("tudo"), say("filho"), say("quebra"), say("filho"), NEXT_TIMER, say("adiante")], calendarOf(at, "open")],
  [[say("oi"), say("ajuda"), say("horas"), say("nada"), say("filho"), say("ajuda"), NEXT_TIMER, say("nada")], calendarOf(at, "holiday")],
  [[say("oi"), say("espera"), say("recomeçar"), say("nada"), say("obrigado"), NEXT_TIMER, say("ajuda")], calendarOf(at, "closed")],
];

const WORDS = ["oi", "filho", "filho", "adiante", "espera", "horas", "quebra", "ajuda", "ajuda", "recomeçar"];

/** What somebody does: words of the flows and others, and waiting until something happens by itself. */
export const anyActions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...WORDS).map(say) }, { weight: 1, arbitrary: fc.constant(NEXT_TIMER) }),
  { minLength: 1, maxLength: 10 },
);
