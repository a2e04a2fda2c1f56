import type { Json } from "../engine/types.ts";
import { readEmail, readUrl } from "./addresses.ts";
import { readCep, readCnpj, readCpf, readPlate } from "./documents.ts";
import { readDate, readDateTime, readTime } from "./moments.ts";
import { readInteger, readMoney, readNumber } from "./numbers.ts";
import { readPhone } from "./phone.ts";
import { readPixKey } from "./pix-key.ts";
import type { AnswerSettings, Reading } from "./reading.ts";
import { readYesNo } from "./yes-no.ts";

/** How each type of answer is read from what somebody wrote. */
export const ANSWER_READERS = {
  number: readNumber,
  integer: readInteger,
  money: readMoney,
  date: readDate,
  time: readTime,
  datetime: readDateTime,
  email: readEmail,
  phone: readPhone,
  cpf: readCpf,
  cnpj: readCnpj,
  cep: readCep,
  pix_key: readPixKey,
  plate: readPlate,
  url: readUrl,
  yes_no: readYesNo,
} as const satisfies Record<string, (said: string, settings: AnswerSettings) => Reading<Json>>;

export type AnswerType = keyof typeof ANSWER_READERS;
