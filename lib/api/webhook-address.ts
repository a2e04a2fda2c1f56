/** Where Meta sends the webhooks of the environment's app; those of an app that is set up in the console have its id behind it. */
export const WEBHOOK_ADDRESS = "/webhook/whatsapp";

/** The path for Meta's form. `appId` null: the environment's app. */
export const webhookAddress = (appId: string | null): string => (appId === null ? WEBHOOK_ADDRESS : `${WEBHOOK_ADDRESS}/${appId}`);
