import { QRCodeSVG } from "qrcode.react";

/** An address as a code for a phone's camera, drawn here; black on white in both themes, because cameras expect it so. */
export function QrCode({ text, label, size = 148 }: { text: string; label: string; size?: number }) {
  return (
    <span role="img" aria-label={label} className="inline-block rounded-lg border border-border bg-white p-2">
      <QRCodeSVG value={text} size={size} marginSize={0} bgColor="#ffffff" fgColor="#000000" aria-hidden="true" />
    </span>
  );
}
