import type { EmulatorSettings, EmulatorState, Template } from "../types.ts";
import { SAMPLE_FORMS } from "./sample-forms.ts";

/** An account with one template of each kind that matters, as somebody finds it who tries things out. */
const TEMPLATES: readonly Template[] = [
  {
    name: "rastreio",
    language: "pt_BR",
    category: "UTILITY",
    status: "APPROVED",
    components: [
      { type: "BODY", text: "Oi {{1}}, o pedido {{2}} saiu para entrega." },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Ajuda" }] },
    ],
  },
  {
    name: "novidades",
    language: "pt_BR",
    category: "MARKETING",
    status: "APPROVED",
    components: [{ type: "BODY", text: "Temos novidades." }],
  },
  {
    name: "boas_vindas",
    language: "pt_BR",
    category: "MARKETING",
    status: "APPROVED",
    parameter_format: "NAMED",
    components: [
      { type: "HEADER", format: "TEXT", text: "Oi, {{nome}}!" },
      { type: "BODY", text: "{{nome}}, use o cupom {{cupom}} até domingo." },
      {
        type: "BUTTONS",
        buttons: [
          { type: "COPY_CODE", example: ["BOLO10"] },
          { type: "URL", text: "Ver ofertas", url: "https://exemplo.com.br/{{1}}" },
        ],
      },
    ],
  },
  {
    name: "codigo",
    language: "pt_BR",
    category: "AUTHENTICATION",
    status: "APPROVED",
    components: [
      { type: "BODY", text: "Seu código de verificação é {{1}}.", add_security_recommendation: true },
      { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Copiar código" }] },
    ],
  },
  { name: "antigo", language: "pt_BR", category: "UTILITY", status: "PAUSED", components: [{ type: "BODY", text: "Oi." }] },
];

const DEFAULT_SETTINGS: EmulatorSettings = {
  openNumbers: true,
  strangers: "open",
  pace: { sent: 40, delivered: 200, read: 600 },
  samples: {},
  templates: TEMPLATES,
  forms: SAMPLE_FORMS,
};

/** `seed`: at least 16 hexadecimal digits, random for each start. */
export function newState(seed: string, settings: Partial<EmulatorSettings> = {}): EmulatorState {
  return {
    seed,
    counter: 0,
    random: Number.parseInt(seed.slice(-8), 16) | 0,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    numbers: {},
    media: {},
    due: [],
    posts: {},
  };
}
