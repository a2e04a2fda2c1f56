-- Which claim took a message for sending: when the answer to a claim is lost, its own process can tell its messages from others'.
ALTER TABLE "messages" ADD COLUMN "claim" BIGINT;
