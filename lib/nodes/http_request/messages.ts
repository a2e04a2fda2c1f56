import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { HttpIssue } from "./check.ts";
import type { HttpProblem } from "./problems.ts";

/** The method, and the address; that it is one is seen without `https://`. */
const sentence = ({ method, url }: Readonly<Record<string, unknown>>): string =>
  typeof url === "string" && url.trim() !== ""
    ? `\`${typeof method === "string" ? method : "GET"}\` ${url.trim().replace(/^https?:\/\//i, "")}`
    : "";

export const httpRequestMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Consultar sistema (HTTP)",
    hint: "Chama a API de outro sistema e salva o que ele responde.",
    keywords: ["http", "api", "rest", "webhook", "requisição", "integração", "get", "post", "json", "url", "crm", "erp"],
    newName: "Consultar sistema",
    unwritten: "Sem endereço",
    exits: {
      success: "Se der certo",
      client_error: "Se o pedido for recusado",
      server_error: "Se o sistema falhar",
      timeout: "Se demorar demais",
      network_error: "Se não houver resposta válida",
      error: "Se falhar",
    },
    problems: {
      no_success: "a consulta HTTP não deu certo ({code}): {error}",
      bad_status: "o outro sistema respondeu com o status {status}",
      answer_too_large: "o que se quer salvar da resposta é grande demais: uma conversa leva no máximo {kilobytes} KB",
      bad_json: "o corpo não é um JSON: textos e cada {{ }} ficam entre aspas duplas",
    } satisfies Record<HttpProblem, Message>,
    issues: {
      no_url: "“{node}” não tem um endereço para chamar.",
      bad_url: "“{node}” tem um endereço que não pode ser chamado: ele é como https://api.exemplo.com/caminho, sem nome de usuário.",
      bad_header_name: "“{node}” define o cabeçalho “{name}”, e nenhum cabeçalho pode se chamar assim.",
      forbidden_header: "“{node}” define o cabeçalho “{name}”, que é da própria conexão e não pode ser definido.",
      bad_json: "“{node}” tem um corpo que não é um JSON: textos e cada {{ }} ficam entre aspas duplas.",
      body_not_sent: "“{node}” tem um corpo, e {method} não o envia.",
      retries_ignored:
        "“{node}” não tenta de novo: {method} poderia fazer o trabalho duas vezes, a não ser que o outro sistema reconheça a repetição por um cabeçalho de idempotência.",
      no_credential: "“{node}” se identifica sem nada: falta uma parte do que o identifica.",
      open_credential: "“{node}” se identifica com um texto que todos que veem o fluxo podem ler: salve-o como segredo.",
      bad_path: "“{node}” lê a resposta em “{path}”, que não é um caminho como items[0].id.",
    } satisfies Record<HttpIssue, Message>,
    options: {
      method: { label: "Método" },
      url: {
        label: "Endereço",
        help: "Aceita {{ }}; cada valor entra como uma parte do endereço. Só a internet pública, por http ou https.",
        placeholder: "https://api.exemplo.com/pedidos/{{ pedido }}",
      },
      query: { label: "Parâmetros do endereço", item: "Parâmetro", empty: "Nada é acrescentado ao endereço." },
      "query.name": { label: "Nome", placeholder: "cpf" },
      "query.value": { label: "Valor", placeholder: "{{ cpf }}" },
      headers: { label: "Cabeçalhos", item: "Cabeçalho", empty: "Nenhum cabeçalho próprio." },
      "headers.name": { label: "Nome", placeholder: "Accept" },
      "headers.value": { label: "Valor" },
      body: { label: "Corpo" },
      "body.type": { label: "Formato do corpo", values: { none: "Nenhum", json: "JSON", form: "Formulário", text: "Texto" } },
      "body.value": {
        label: "Conteúdo do corpo",
        item: "Campo",
        empty: "Nenhum campo.",
        help: "Em um JSON, cada {{ }} fica entre aspas. Um texto que é só um {{ valor }} vira o próprio valor: um número continua número.",
        placeholder: '{ "pedido": "{{ pedido }}" }',
      },
      "body.value.name": { label: "Nome" },
      "body.value.value": { label: "Valor" },
      auth: { label: "Identificação" },
      "auth.type": {
        label: "Como se identifica",
        values: { none: "Nenhuma", bearer: "Token (Bearer)", basic: "Usuário e senha", header: "Cabeçalho" },
      },
      "auth.token": {
        label: "Token",
        help: "Salve em Configurações > Segredos e escreva {{ secret.nome }}.",
        placeholder: "{{ secret.token_da_loja }}",
      },
      "auth.username": { label: "Usuário" },
      "auth.password": {
        label: "Senha",
        help: "Salve em Configurações > Segredos e escreva {{ secret.nome }}.",
        placeholder: "{{ secret.senha_da_loja }}",
      },
      "auth.name": { label: "Nome do cabeçalho", placeholder: "X-Api-Key" },
      "auth.value": {
        label: "Valor do cabeçalho",
        help: "Salve em Configurações > Segredos e escreva {{ secret.nome }}.",
        placeholder: "{{ secret.chave_da_loja }}",
      },
      timeout_seconds: { label: "Esperar no máximo", help: "Por tentativa: 10 segundos se ficar vazio, no máximo 60." },
      retries: {
        label: "Tentar de novo",
        help: "Até 3 vezes, quando o sistema não responde ou está ocupado. Só para GET e HEAD, ou com um cabeçalho de idempotência.",
      },
      idempotency_header: {
        label: "Cabeçalho de idempotência",
        help: "Recebe o mesmo valor em cada tentativa, para o outro sistema não fazer duas vezes o mesmo trabalho.",
        placeholder: "Idempotency-Key",
      },
      response_mapping: { label: "O que salvar da resposta", item: "Valor", empty: "Nada da resposta é salvo." },
      "response_mapping.key": { label: "Salvar como", placeholder: "situacao" },
      "response_mapping.path": {
        label: "Caminho na resposta",
        help: "Vazio: a resposta inteira. O que não existir fica vazio.",
        placeholder: "pedido.situacao",
      },
      store_response: {
        label: "Salvar a resposta inteira como",
        help: "Salva status, headers e body. Uma conversa leva no máximo 256 KB.",
        placeholder: "resposta",
      },
      exits: { label: "Saídas", values: { detailed: "Uma por tipo de falha", simple: "Uma só para falhas" } },
    },
    summary: sentence,
  },
  en: {
    type: "HTTP request",
    hint: "Calls another system's API and keeps what it answers.",
    keywords: ["http", "api", "rest", "webhook", "request", "integration", "get", "post", "json", "url", "crm", "erp", "fetch"],
    newName: "HTTP request",
    unwritten: "No address yet",
    exits: {
      success: "If it succeeds",
      client_error: "If the request is refused",
      server_error: "If the system fails",
      timeout: "If it takes too long",
      network_error: "If there is no valid answer",
      error: "If it fails",
    },
    problems: {
      no_success: "the HTTP request did not succeed ({code}): {error}",
      bad_status: "the other system answered with the status {status}",
      answer_too_large: "what is to be kept of the answer is too large: a conversation carries {kilobytes} KB",
      bad_json: "the body is no JSON: texts and every {{ }} stand in double quotes",
    } satisfies Record<HttpProblem, Message>,
    issues: {
      no_url: "“{node}” has no address to call.",
      bad_url: "“{node}” has an address that cannot be called: it looks like https://api.example.com/path, without a user name.",
      bad_header_name: "“{node}” sets the header “{name}”, and no header can be called that.",
      forbidden_header: "“{node}” sets the header “{name}”, which is the connection's own and cannot be set.",
      bad_json: "“{node}” has a body that is no JSON: texts and every {{ }} stand in double quotes.",
      body_not_sent: "“{node}” has a body, which {method} does not send.",
      retries_ignored:
        "“{node}” is not tried again: {method} could do its work twice, unless the other system knows the repeated call by an idempotency header.",
      no_credential: "“{node}” signs in with nothing: a part of what it signs in with is missing.",
      open_credential: "“{node}” signs in with a text that everybody who sees the flow can read: keep it as a secret.",
      bad_path: "“{node}” reads the answer at “{path}”, which is no path such as items[0].id.",
    } satisfies Record<HttpIssue, Message>,
    options: {
      method: { label: "Method" },
      url: {
        label: "Address",
        help: "Takes {{ }}; each value becomes one part of the address. The public internet only, by http or https.",
        placeholder: "https://api.example.com/orders/{{ order }}",
      },
      query: { label: "Query", item: "Parameter", empty: "Nothing is added to the address." },
      "query.name": { label: "Name", placeholder: "status" },
      "query.value": { label: "Value", placeholder: "{{ status }}" },
      headers: { label: "Headers", item: "Header", empty: "No headers of its own." },
      "headers.name": { label: "Name", placeholder: "Accept" },
      "headers.value": { label: "Value" },
      body: { label: "Body" },
      "body.type": { label: "Format of the body", values: { none: "None", json: "JSON", form: "Form", text: "Text" } },
      "body.value": {
        label: "Content of the body",
        item: "Field",
        empty: "No fields.",
        help: "In JSON, every {{ }} stands in quotes. A text that is exactly one {{ value }} becomes the value itself: a number stays a number.",
        placeholder: '{ "order": "{{ order }}" }',
      },
      "body.value.name": { label: "Name" },
      "body.value.value": { label: "Value" },
      auth: { label: "Authentication" },
      "auth.type": {
        label: "How it signs in",
        values: { none: "None", bearer: "Token (Bearer)", basic: "User and password", header: "Header" },
      },
      "auth.token": {
        label: "Token",
        help: "Keep it under Settings > Secrets and write {{ secret.name }}.",
        placeholder: "{{ secret.shop_token }}",
      },
      "auth.username": { label: "User" },
      "auth.password": {
        label: "Password",
        help: "Keep it under Settings > Secrets and write {{ secret.name }}.",
        placeholder: "{{ secret.shop_password }}",
      },
      "auth.name": { label: "Name of the header", placeholder: "X-Api-Key" },
      "auth.value": {
        label: "Value of the header",
        help: "Keep it under Settings > Secrets and write {{ secret.name }}.",
        placeholder: "{{ secret.shop_key }}",
      },
      timeout_seconds: { label: "Wait at most", help: "For each try: 10 seconds if left empty, 60 at most." },
      retries: {
        label: "Try again",
        help: "Up to 3 times, when the system does not answer or is busy. Only for GET and HEAD, or with an idempotency header.",
      },
      idempotency_header: {
        label: "Idempotency header",
        help: "Gets the same value at every try, so that the other system does not do the same work twice.",
        placeholder: "Idempotency-Key",
      },
      response_mapping: { label: "What to keep of the answer", item: "Value", empty: "Nothing of the answer is kept." },
      "response_mapping.key": { label: "Keep as", placeholder: "status" },
      "response_mapping.path": {
        label: "Path in the answer",
        help: "Empty: the whole answer. What is not there is kept as nothing.",
        placeholder: "order.status",
      },
      store_response: {
        label: "Keep the whole answer as",
        help: "Keeps status, headers and body. A conversation carries 256 KB at most.",
        placeholder: "response",
      },
      exits: { label: "Exits", values: { detailed: "One for each kind of failure", simple: "One for all failures" } },
    },
    summary: sentence,
  },
};
