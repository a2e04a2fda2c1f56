import { contactDetail, contactExport, contactParams, erasedResponse, patchContactBody, resetResponse } from "../schemas/contacts.ts";
import { contract } from "../contract.ts";

export const getContactContract = contract({
  method: "GET",
  path: "/contacts/{id}",
  summary: "One contact, with how much there is of them",
  permission: "contacts:read",
  params: contactParams,
  status: 200,
  response: contactDetail,
});

export const patchContactContract = contract({
  method: "PATCH",
  path: "/contacts/{id}",
  summary: "Set or remove a contact's fields",
  permission: "contacts:write",
  params: contactParams,
  body: patchContactBody,
  status: 200,
  response: contactDetail,
});

export const resetContactContract = contract({
  method: "POST",
  path: "/contacts/{id}/reset",
  summary: "Get a contact out of a conversation that is stuck",
  description: "Cancels the open execution and discards what waits in the mailbox; the contact's next message begins anew.",
  permission: "contacts:write",
  params: contactParams,
  status: 200,
  response: resetResponse,
});

export const exportContactContract = contract({
  method: "GET",
  path: "/contacts/{id}/export",
  summary: "Everything that is kept about a contact",
  description: "For the person to have (LGPD art. 18, V). Recorded in the audit log.",
  permission: "contacts:export",
  params: contactParams,
  status: 200,
  response: contactExport,
});

export const eraseContactContract = contract({
  method: "DELETE",
  path: "/contacts/{id}",
  summary: "Erase a contact for good",
  description:
    "Messages, conversations and everything else about them is deleted and can't be brought back; repeated or late webhooks of Meta bring nothing back. The audit log keeps who did it, and nothing about the person.",
  permission: "contacts:erase",
  params: contactParams,
  status: 200,
  response: erasedResponse,
});
