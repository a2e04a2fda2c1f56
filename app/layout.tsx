import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "Siga" };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="pt-BR">
      <body>{children}</body>
    </html>
  );
}
