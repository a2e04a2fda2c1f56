/** The address that opens a chat with a number; null where there are too few digits for one. Source: Meta's "click to chat". */
export function chatLink(displayPhoneNumber: string | null): string | null {
  const digits = (displayPhoneNumber ?? "").replace(/\D/g, "");
  return digits.length >= 8 && digits.length <= 15 ? `https://wa.me/${digits}` : null;
}
