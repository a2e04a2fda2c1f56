import type { Context } from "../../engine/types.ts";
import type { Locale } from "../../i18n/locale.ts";
import { fill } from "../../i18n/message.ts";
import type { CallMessages, CallMessagesByLocale } from "../call-messages.ts";
import { type HttpResult, httpResult } from "./effect.ts";

interface Sentences extends Omit<CallMessages, "notice" | "turn"> {
  answered: string;
  failed: string;
}

function messages(locale: Locale, { answered, failed, ...rest }: Sentences): CallMessages {
  const cameBack = (result: Context) => {
    const read = httpResult.parse(result);
    return read.ok ? fill(answered, locale, { status: String(read.status) }) : fill(failed, locale, { why: failureText(read, locale) });
  };
  return { ...rest, notice: cameBack, turn: cameBack };
}

export const callHttpMessages: CallMessagesByLocale = {
  "pt-BR": messages("pt-BR", {
    name: "Chamada HTTP",
    event: "O outro sistema respondeu",
    asks: "“{node}” chama outro sistema",
    perform: "Enviar de verdade",
    mode: { label: "Quem responde às chamadas HTTP", real: "O sistema real" },
    answered: "O outro sistema respondeu {status}",
    failed: "Chamada HTTP sem resposta: {why}",
  }),
  en: messages("en", {
    name: "HTTP call",
    event: "The other system answered",
    asks: "“{node}” calls another system",
    perform: "Send for real",
    mode: { label: "Who answers HTTP calls", real: "The real system" },
    answered: "The other system answered {status}",
    failed: "HTTP call without an answer: {why}",
  }),
};

/** Why no answer came that could be read, by the result's code. */
const FAILURES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  "pt-BR": {
    timeout: "ela não veio a tempo",
    network: "não foi possível chegar ao servidor",
    blocked: "o endereço é de uma rede interna, que daqui não pode ser chamada",
    response_too_large: "ela é maior do que pode ser lida (1 MB)",
    invalid_json: "ela diz ser JSON e não é",
    secret_not_allowed: "o segredo não pode ir para este servidor; veja os servidores dele em Configurações > Segredos",
    secret_unknown: "um segredo que o pedido usa não existe",
    too_many_hops: "fluxos se chamam uns aos outros em sequência demais",
    unexpected: "o pedido não pôde ser feito",
    interrupted: "o trabalho parou durante a chamada, e não se sabe se ela chegou",
    not_needed: "a conversa seguiu ou terminou antes de a chamada ser feita",
    invalid_request: "esta versão do sistema não entende o pedido",
  },
  en: {
    timeout: "it did not come in time",
    network: "the server could not be reached",
    blocked: "the address is in an internal network, which cannot be called from here",
    response_too_large: "it is larger than can be read (1 MB)",
    invalid_json: "it says it is JSON and is not",
    secret_not_allowed: "the secret may not go to this server; see its hosts in Settings > Secrets",
    secret_unknown: "a secret that the request uses does not exist",
    too_many_hops: "too many flows call each other in a row",
    unexpected: "the request could not be made",
    interrupted: "the worker stopped during the call, and it is not known whether it arrived",
    not_needed: "the conversation ended or went on before the call was made",
    invalid_request: "this release cannot read the request",
  },
};

type Failure = Extract<HttpResult, { ok: false }>;

/** In words, or as the performer said it where this release has none. */
export function failureText({ code, error }: Failure, locale: Locale): string {
  const words = FAILURES[locale];
  return Object.hasOwn(words, code) ? (words[code] ?? error) : error;
}

/** What the performer said beyond those words, such as a host's name, in English; null where it said no more. */
export function failureDetail(failure: Failure, locale: Locale): string | null {
  const isSame = [failureText(failure, locale), FAILURES.en[failure.code]].includes(failure.error);
  return isSame ? null : failure.error;
}

/** What its card, its log and the try in the inspector say. */
export const httpWords = {
  "pt-BR": {
    request: "Pedido",
    query: "Parâmetros",
    headers: "Cabeçalhos",
    auth: "Identificação",
    body: "Corpo",
    noBody: "Sem corpo",
    status: "Status",
    answer: "Resposta",
    answerBody: "Corpo da resposta",
    answerBodyHelp: "Não é JSON: volta como texto.",
    answerThis: "Responder",
    timeout: "Não responder a tempo",
    networkError: "Falhar a rede",
    took: "{seconds} s",
    tries: "{count} tentativas",
    emptyBody: "A resposta não tem corpo.",
    noAnswer: "Sem resposta",
    underWay: "Ainda sem resposta.",
  },
  en: {
    request: "Request",
    query: "Query",
    headers: "Headers",
    auth: "Signs in with",
    body: "Body",
    noBody: "No body",
    status: "Status",
    answer: "Answer",
    answerBody: "Body of the answer",
    answerBodyHelp: "Not JSON: it comes back as a text.",
    answerThis: "Answer",
    timeout: "No answer in time",
    networkError: "Network error",
    took: "{seconds} s",
    tries: "{count} tries",
    emptyBody: "The answer has no body.",
    noAnswer: "No answer",
    underWay: "No answer yet.",
  },
} satisfies Record<Locale, Record<string, string>>;
