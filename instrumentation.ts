/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { bootWeb } = await import("#server/http/boot-web");
  const { canAnyChannelSend } = await import("#server/inbound/unsigned");
  await bootWeb(canAnyChannelSend);
  // While the code changes under it, Next finds the handler anew at each request.
  if (process.env.NODE_ENV === "development") return;
  const { openFrontDoor } = await import("#server/http/front-door");
  const { POST } = await import("./app/webhook/whatsapp/route.ts");
  openFrontDoor({ "/webhook/whatsapp": POST });
}
