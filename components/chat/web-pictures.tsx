"use client";
import { Image, Video } from "lucide-react";
import { createContext, type ReactNode, use, useState } from "react";
import { cn } from "#components/ui/cn.ts";

/** Whether the page's rules (proxy.ts) let it show what other hosts have; elsewhere a sign stands for it. */
const WebPicturesContext = createContext(false);

/** Around a page that may show pictures by their addresses. */
export function ShowWebPictures({ children }: { children: ReactNode }) {
  return <WebPicturesContext value>{children}</WebPicturesContext>;
}

interface WebPictureProps {
  link: string;
  kind?: "image" | "video";
  className?: string;
}

/** A picture or video that a message names by its address, or a sign for it where it is not shown. */
export function WebPicture({ link, kind = "image", className }: WebPictureProps) {
  const shows = use(WebPicturesContext);
  const [failed, setFailed] = useState("");
  const Icon = kind === "image" ? Image : Video;
  return (
    <span className={cn("flex h-32 items-center justify-center overflow-hidden rounded-md bg-current/8", className)} title={link}>
      {shows && kind === "image" && link.startsWith("https:") && failed !== link ? (
        // A plain element: the address is the author's, and is only looked at here.
        // eslint-disable-next-line @next/next/no-img-element
        <img
          src={link}
          alt=""
          referrerPolicy="no-referrer"
          loading="lazy"
          onError={() => setFailed(link)}
          className="size-full object-cover"
        />
      ) : (
        <Icon role="img" aria-label={link} className="size-8 opacity-60" />
      )}
    </span>
  );
}
