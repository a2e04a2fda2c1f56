"use client";
import { useQuery } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { getContactContract } from "#lib/api/contacts.ts";
import { WriteBox } from "./write-box.tsx";

const LOOK_EVERY_MS = 6_000;

interface WriteInConversationProps {
  contactId: number;
  executionId: number;
  onDone: () => void;
}

/** Where a person writes to the contact of a conversation that goes on; what they write stands in it. */
export function WriteInConversation({ contactId, executionId, onDone }: WriteInConversationProps) {
  const { data: contact, refetch } = useQuery({
    queryKey: ["contact", contactId],
    queryFn: ({ signal }) => call(getContactContract, { params: { id: contactId } }, signal),
    refetchInterval: LOOK_EVERY_MS,
  });
  if (contact?.open_execution?.id !== executionId) return null;
  const done = () => {
    void refetch();
    onDone();
  };
  return <WriteBox contact={contact} onDone={done} />;
}
