/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { bootWeb } = await import("#server/http/boot-web");
  const { POST } = await import("./app/webhook/whatsapp/route.ts");
  const { canAnyChannelSend } = await import("#server/inbound/unsigned");
  await bootWeb({
    canAnyChannelSend: () => canAnyChannelSend({ ofEnvironment: true }),
    aheadOfNext: { "/webhook/whatsapp": POST, "/webhook/whatsapp/*": POST },
  });
}
