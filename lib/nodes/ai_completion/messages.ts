import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { AiIssue } from "./check.ts";
import type { AiProblem } from "./node.ts";

type Written = Readonly<Record<string, unknown>>;

const written = (...texts: unknown[]): string | undefined =>
  texts.find((text): text is string => typeof text === "string" && text.trim() !== "")?.trim();

const ONLY_VALUE = /^\{\{[^{}]*\}\}$/;

/** What it does with what: answers a value, or follows instructions, which then stand below. */
function sentence(
  { prompt_template, prompt, context_key, send_response }: Written,
  words: Record<"answers" | "keeps", (of: string) => string> & Record<"asks", string>,
): string {
  const asked = written(prompt_template, prompt) ?? "{{ last_message }}";
  const isValue = ONLY_VALUE.test(asked);
  const key = `{{ ${written(context_key) ?? "ai_response"} }}`;
  if (send_response === true) return isValue ? words.answers(asked) : `${words.asks}\n${asked}`;
  return `${words.keeps(key)}\n${asked}`;
}

export const aiCompletionMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Resposta da IA",
    hint: "Pergunta a um modelo de linguagem, salva a resposta e, se quiser, a envia.",
    keywords: ["inteligência artificial", "ia", "gpt", "chatgpt", "openai", "llm", "prompt", "assistente"],
    newName: "Resposta da IA",
    exits: { error: "Se falhar" },
    problems: {
      no_answer: "a IA não respondeu ({code}): {error}",
    } satisfies Record<AiProblem, Message>,
    issues: {
      open_key:
        "“{node}” envia “{name}” junto com o pedido, e todos que veem o fluxo podem ler: a chave do serviço de IA é uma configuração da instalação.",
    } satisfies Record<AiIssue, Message>,
    options: {
      prompt_template: {
        label: "O que perguntar",
        help: "Aceita {{ }}. Vazio: a última mensagem do contato.",
        placeholder: "{{ last_message }}",
      },
      prompt: { label: "Pergunta (nome antigo)", help: "O mesmo, com o nome que fluxos importados usam. Só vale com o campo acima vazio." },
      system_prompt: {
        label: "Como o modelo deve agir",
        help: "Papel, tom e limites. Vazio: o padrão da instalação.",
        placeholder: "Você é a assistente de uma padaria. Responda em duas frases.",
      },
      history_context_key: {
        label: "Histórico da conversa",
        help: "Nome da lista que o modelo recebe antes da pergunta, para se lembrar do que foi dito. Valem as últimas 50 falas.",
        placeholder: "conversa",
      },
      append_history: { label: "Acrescentar ao histórico", help: "A pergunta e a resposta entram na lista." },
      context_key: {
        label: "Salvar a resposta como",
        help: "Vazio: ai_response. Se a IA falhar, o motivo fica ao lado da resposta, nos dados da conversa.",
        placeholder: "ai_response",
      },
      response_alias: { label: "Segundo nome para a resposta", help: "Salva o mesmo texto também com este nome." },
      store_raw_message: {
        label: "Salvar a mensagem do modelo",
        help: "O objeto inteiro da mensagem, no nome da resposta com _raw_message.",
      },
      store_full_response: {
        label: "Salvar a resposta completa",
        help: "Tudo o que o serviço devolveu, no nome da resposta com _full_response. É grande: uma conversa leva no máximo 256 KB.",
      },
      send_response: { label: "Enviar a resposta ao contato" },
      response_template: {
        label: "Texto a enviar",
        help: "{{ response }} é a resposta; simulated é verdadeiro quando nenhum modelo foi chamado. Vazio: só a resposta.",
        placeholder: "{{ response }}",
      },
      preview_url: { label: "Mostrar prévia do link", help: "O WhatsApp mostra uma prévia do primeiro link do texto." },
      whatsapp_format: {
        label: "Formatar para o WhatsApp",
        help: "Títulos, negrito, riscado, links e tabelas em Markdown viram marcas do WhatsApp ou texto simples. Código, contas e listas ficam como estão.",
      },
      delay_seconds: {
        label: "Esperar antes de seguir",
        help: "Depois da resposta, o próximo nó só começa passado esse tempo: no máximo 30 dias.",
      },
      model: { label: "Modelo", help: "Vazio: o padrão da instalação.", placeholder: "gpt-4o-mini" },
      temperature: { label: "Temperatura", help: "0 é previsível, 2 é criativo. Vazio: o padrão da instalação." },
      max_tokens: { label: "Tamanho máximo (tokens)", help: "Vazio: o padrão da instalação." },
      timeout_seconds: {
        label: "Tempo máximo (segundos)",
        help: "Quanto se espera pela resposta, no máximo 300. Passado esse tempo, sai por “Se falhar” sem perguntar de novo. Vazio: o padrão da instalação.",
      },
      extra_body: {
        label: "Extras do pedido (JSON)",
        help: "Um objeto JSON que vai junto com o pedido, como está. Sem chaves: todos que veem o fluxo podem ler.",
      },
    },
    summary: (config) =>
      sentence(config, {
        answers: (value) => `Responde a ${value} com a IA`,
        asks: "Responde com a IA:",
        keeps: (key) => `Pergunta à IA e guarda a resposta em ${key}:`,
      }),
  },
  en: {
    type: "AI answer",
    hint: "Asks a language model, keeps its answer and, if you like, sends it.",
    keywords: ["artificial intelligence", "gpt", "chatgpt", "openai", "llm", "prompt", "assistant"],
    newName: "AI answer",
    exits: { error: "If it fails" },
    problems: {
      no_answer: "the AI gave no answer ({code}): {error}",
    } satisfies Record<AiProblem, Message>,
    issues: {
      open_key:
        "“{node}” sends “{name}” with its request, which everybody who sees the flow can read: the AI service's key is a setting of the installation.",
    } satisfies Record<AiIssue, Message>,
    options: {
      prompt_template: {
        label: "What to ask",
        help: "Takes {{ }}. Empty: the contact's last message.",
        placeholder: "{{ last_message }}",
      },
      prompt: {
        label: "Prompt (older name)",
        help: "The same under the name that imported flows use. Counts only while the field above is empty.",
      },
      system_prompt: {
        label: "How the model is to behave",
        help: "Role, tone and limits. Empty: the installation's default.",
        placeholder: "You are the assistant of a bakery. Answer in two sentences.",
      },
      history_context_key: {
        label: "History of the conversation",
        help: "Name of the list that the model gets before the question, so that it remembers. The last 50 entries count.",
        placeholder: "talk",
      },
      append_history: { label: "Add to the history", help: "The question and the answer go into the list." },
      context_key: {
        label: "Keep the answer as",
        help: "Empty: ai_response. If the AI fails, the reason stands beside the answer in the conversation data.",
        placeholder: "ai_response",
      },
      response_alias: { label: "Second name for the answer", help: "Keeps the same text under this name too." },
      store_raw_message: {
        label: "Keep the model's message",
        help: "The whole message object, under the answer's name with _raw_message.",
      },
      store_full_response: {
        label: "Keep the full response",
        help: "All that the service answered, under the answer's name with _full_response. It is large: a conversation carries 256 KB at most.",
      },
      send_response: { label: "Send the answer to the contact" },
      response_template: {
        label: "Text to send",
        help: "{{ response }} is the answer; simulated is true when no model was asked. Empty: the answer alone.",
        placeholder: "{{ response }}",
      },
      preview_url: { label: "Show a link preview", help: "WhatsApp shows a preview of the first link in the text." },
      whatsapp_format: {
        label: "Format for WhatsApp",
        help: "Headings, bold, strike, links and tables in Markdown become WhatsApp's marks or plain text. Code, sums and lists stay as they are.",
      },
      delay_seconds: {
        label: "Wait before going on",
        help: "After the answer, the next node begins only when this time has passed: at most 30 days.",
      },
      model: { label: "Model", help: "Empty: the installation's default.", placeholder: "gpt-4o-mini" },
      temperature: { label: "Temperature", help: "0 is predictable, 2 is creative. Empty: the installation's default." },
      max_tokens: { label: "Greatest length (tokens)", help: "Empty: the installation's default." },
      timeout_seconds: {
        label: "Time limit (seconds)",
        help: "How long is waited for the answer, at most 300. After that it leaves by “If it fails” and is not asked again. Empty: the installation's default.",
      },
      extra_body: {
        label: "Extras of the request (JSON)",
        help: "A JSON object that goes with the request as it is. No keys: everybody who sees the flow can read it.",
      },
    },
    summary: (config) =>
      sentence(config, {
        answers: (value) => `Answers ${value} with AI`,
        asks: "Answers with AI:",
        keeps: (key) => `Asks the AI and keeps its answer in ${key}:`,
      }),
  },
};
