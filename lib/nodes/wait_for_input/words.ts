import type { FlowLanguage } from "../../engine/types.ts";
import type { Expected } from "./config.ts";

/** What Siga itself says to a contact in a flow's language where its author wrote nothing. */

type Words = Readonly<Record<Exclude<Expected, "any">, string>> & { invalid: string; which: string; open: string };

const WORDS: Readonly<Record<FlowLanguage, Words>> = {
  "pt-BR": {
    text: "Pode responder com um texto, por favor?",
    number: "Não entendi o número. Pode escrever só o número, como 12 ou 12,5?",
    integer: "Preciso de um número inteiro, como 12. Pode escrever de novo?",
    money: "Não entendi o valor. Pode escrever como 1.234,56?",
    date: "Não entendi a data. Pode escrever como 05/12/2026?",
    time: "Não entendi o horário. Pode escrever como 15:00?",
    datetime: "Não entendi o dia e o horário. Pode escrever como 05/12 às 15:00?",
    email: "Esse e-mail não parece completo. Pode escrever como nome@exemplo.com?",
    phone: "Não entendi o telefone. Pode escrever com o DDD, como 11 98765-0101?",
    cpf: "Esse CPF não confere. Pode escrever os 11 números de novo?",
    cnpj: "Esse CNPJ não confere. Pode escrever de novo?",
    cep: "Não entendi o CEP. Pode escrever os 8 números, como 01310-100?",
    pix_key: "Não entendi a chave Pix. Pode ser o CPF, o CNPJ, o e-mail, o telefone ou a chave aleatória.",
    plate: "Não entendi a placa. Pode escrever como ABC1D23?",
    url: "Esse endereço não parece completo. Pode escrever como https://exemplo.com?",
    yes_no: "Pode responder com sim ou não?",
    one_of: "Não entendi. Pode responder com uma das opções?",
    image: "Pode mandar uma foto, por favor?",
    audio: "Pode mandar um áudio, por favor?",
    document: "Pode mandar o documento como arquivo, por favor?",
    file: "Pode mandar um arquivo ou uma foto, por favor?",
    location: "Pode mandar a sua localização, por favor?",
    contact: "Pode mandar um contato da sua agenda, por favor?",
    form: "Pode preencher o formulário, por favor?",
    invalid: "Essa resposta não serve aqui. Pode tentar de novo?",
    which: "Qual destes?",
    open: "Ver opções",
  },
  en: {
    text: "Could you answer with a text, please?",
    number: "I did not get the number. Could you write just the number, like 12 or 12.5?",
    integer: "I need a whole number, like 12. Could you write it again?",
    money: "I did not get the amount. Could you write it like 1,234.56?",
    date: "I did not get the date. Could you write it like 12/05/2026?",
    time: "I did not get the time. Could you write it like 15:00?",
    datetime: "I did not get the day and time. Could you write them like 12/05 at 15:00?",
    email: "That e-mail does not look complete. Could you write it like name@example.com?",
    phone: "I did not get the phone number. Could you write it with its area code?",
    cpf: "That CPF is not valid. Could you write its 11 digits again?",
    cnpj: "That CNPJ is not valid. Could you write it again?",
    cep: "I did not get the postal code. Could you write its 8 digits, like 01310-100?",
    pix_key: "I did not get the Pix key. It can be a CPF, a CNPJ, an e-mail, a phone number or a random key.",
    plate: "I did not get the plate. Could you write it like ABC1D23?",
    url: "That address does not look complete. Could you write it like https://example.com?",
    yes_no: "Could you answer with yes or no?",
    one_of: "I did not get that. Could you answer with one of the choices?",
    image: "Could you send a picture, please?",
    audio: "Could you send a voice note, please?",
    document: "Could you send the document as a file, please?",
    file: "Could you send a file or a picture, please?",
    location: "Could you send your location, please?",
    contact: "Could you send a contact from your address book, please?",
    form: "Could you fill in the form, please?",
    invalid: "That answer does not fit here. Could you try again?",
    which: "Which of these?",
    open: "See options",
  },
};

const wordsOf = (language: FlowLanguage | undefined): Words => WORDS[language ?? "pt-BR"];

/** `isRead`: the value was understood, and is out of the author's bounds. */
export function invalidWords(expect: Expected, isRead: boolean, language: FlowLanguage | undefined): string {
  const words = wordsOf(language);
  return isRead || expect === "any" ? words.invalid : words[expect];
}

/** The question, and what opens its list. */
export const whichWords = (language: FlowLanguage | undefined): Pick<Words, "which" | "open"> => wordsOf(language);
