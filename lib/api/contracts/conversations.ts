import { contactListed, contactParams, contactsQuery, message } from "../schemas/contacts.ts";
import { execution, executionParams, executionsQuery, executionSummary } from "../schemas/executions.ts";
import { contract } from "../contract.ts";
import { listOf, pageQuery } from "../page.ts";

export const listExecutionsContract = contract({
  method: "GET",
  path: "/executions",
  summary: "List executions, newest first",
  permission: "executions:read",
  query: executionsQuery,
  status: 200,
  response: listOf(executionSummary),
});

export const getExecutionContract = contract({
  method: "GET",
  path: "/executions/{id}",
  summary: "One execution with its context and log",
  permission: "executions:read",
  params: executionParams,
  status: 200,
  response: execution,
});

export const cancelExecutionContract = contract({
  method: "POST",
  path: "/executions/{id}/cancel",
  summary: "End an open execution",
  description: "Its timers are dropped; what it has already queued is still sent.",
  permission: "executions:write",
  params: executionParams,
  status: 200,
  response: execution,
  refusals: { 409: "It has already ended." },
});

export const listContactsContract = contract({
  method: "GET",
  path: "/contacts",
  summary: "List contacts, newest first",
  permission: "contacts:read",
  query: contactsQuery,
  status: 200,
  response: listOf(contactListed),
});

export const listMessagesContract = contract({
  method: "GET",
  path: "/contacts/{id}/messages",
  summary: "A contact's messages, both ways, newest first",
  permission: "contacts:read",
  params: contactParams,
  query: pageQuery,
  status: 200,
  response: listOf(message),
});
