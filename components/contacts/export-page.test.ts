import { expect, test } from "vitest";
import { translator } from "#lib/i18n/catalogue.ts";
import { momentsIn } from "#lib/i18n/moments.ts";
import { exportPage } from "./export-page.ts";

const words = (locale: "pt-BR" | "en") => ({ t: translator(locale), locale, moments: momentsIn(locale) });
const NOTHING = {
  exported_at: "2026-11-29T12:00:00.000Z",
  contact: {},
  former_ids: [],
  messages: [],
  media: [],
  executions: [],
  mailbox: [],
  early_changes: [],
  scheduled_actions: [],
  calls: [],
  ai_calls: [],
  webhook_items: [],
  idempotency_keys: [],
  flow_tests: [],
  refused_imports: [],
};

test("the page says who it is about, what was said and in which conversations, in the reader's language", () => {
  const page = exportPage(
    {
      ...NOTHING,
      contact: {
        name: "Ana Souza",
        wa_id: "5511912345678",
        channel: "Recepção",
        fields: { plano: "ouro" },
        created_at: "2026-11-01T12:00:00Z",
      },
      former_ids: [{ former_id: "5511900000000", until: "2026-01-01T00:00:00Z" }],
      messages: [
        { direction: "inbound", type: "text", text: "oi\ntudo bem?", created_at: "2026-11-01T12:00:00Z", deleted_at: null },
        { direction: "inbound", type: "text", text: "engano", created_at: "2026-11-01T12:00:01Z", deleted_at: "2026-11-01T12:00:05Z" },
        { direction: "outbound", type: "text", text: "Olá!", sent_at: "2026-11-01T12:00:09Z", written_by: "user:1" },
      ],
      media: [],
      executions: [{ flow: "Atendimento", status: "completed", started_at: "2026-11-01T12:00:00Z", ended_at: "2026-11-01T12:05:00Z" }],
    },
    words("pt-BR"),
  );
  for (const part of [
    "Ana Souza",
    "+55 11 91234-5678",
    "5511900000000",
    "plano",
    "ouro",
    "oi\ntudo bem?",
    "engano (apagada",
    "Nós",
    "Atendimento",
    "Concluída",
  ])
    expect(page).toContain(part);
  expect(page).toContain('<html lang="pt-BR">');
  expect(page).not.toContain("user:1");
});

test("whatever was said is text, and of somebody of whom nothing is known there is a page, too", () => {
  const attack = `<script>alert(1)</script>"'&`;
  const page = exportPage(
    {
      ...NOTHING,
      contact: { name: attack, fields: { [attack]: attack } },
      messages: [{ direction: "inbound", type: attack, text: attack }],
    },
    words("en"),
  );
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
  expect(exportPage(NOTHING, words("en"))).toContain("No name");
});
