import { expect } from "../console.ts";
import { choose, duration, inSection, type WalkThrough } from "./steps.ts";

/** Nodes that say something. */
export const SENDING: Record<string, WalkThrough> = {
  send_message: {
    message: { set: (builder) => builder.write("message", "Hello, {{ first_name }}"), config: "Hello, {{ first_name }}" },
    preview_url: { set: (builder) => builder.option("preview_url").getByRole("switch").click(), config: true },
    delay_seconds: { set: (builder) => duration(builder, "delay_seconds", "2", "h"), config: 7_200 },
  },
  send_media: {
    kind: { set: (builder) => choose(builder, "kind", "Document"), config: "document" },
    file: {
      async set({ option }) {
        const file = { name: "menu.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") };
        await option("file").locator("input[type=file]").setInputFiles(file);
      },
      config: expect.objectContaining({ filename: "menu.pdf", mime_type: "application/pdf", size: 15 }),
    },
    filename: { set: (builder) => builder.write("filename", "Menu {{ first_name }}.pdf"), config: "Menu {{ first_name }}.pdf" },
    caption: { set: (builder) => builder.write("caption", "Ours, {{ first_name }}"), config: "Ours, {{ first_name }}" },
    source: { set: ({ option }) => option("source").getByRole("radio", { name: "Address" }).click(), config: "url" },
    url: {
      set: (builder) => builder.write("url", "https://shop.example/{{ first_name }}.pdf"),
      config: "https://shop.example/{{ first_name }}.pdf",
    },
    from: {
      async set(builder) {
        await builder.option("source").getByRole("radio", { name: "From the contact" }).click();
        await builder.option("from").getByRole("combobox").fill("first_name");
      },
      config: "first_name",
    },
    fallback_link: { set: ({ option }) => option("fallback_link").getByRole("switch").click(), config: true },
    delay_seconds: { set: (builder) => duration(builder, "delay_seconds", "2", "min"), config: 120 },
  },
  send_location: {
    name: { set: (builder) => builder.write("name", "Bakery of {{ first_name }}"), config: "Bakery of {{ first_name }}" },
    address: { set: (builder) => builder.write("address", "900 Paulista Avenue"), config: "900 Paulista Avenue" },
    latitude: { set: (builder) => builder.write("latitude", "-23.5614"), config: "-23.5614" },
    longitude: { set: (builder) => builder.write("longitude", "-46.6559"), config: "-46.6559" },
    delay_seconds: { set: (builder) => duration(builder, "delay_seconds", "5", "min"), config: 300 },
  },
  send_contact: {
    contacts: {
      async set(builder) {
        const { option, write } = builder;
        await write("contacts.0.name.formatted_name", "Rui Lima");
        await write("contacts.0.phones.0.phone", "+55 11 98765-0102");
        await write("contacts.0.phones.0.wa_id", "5511987650102");
        await write("contacts.0.phones.0.type", "WORK");
        await inSection(builder, "Firm, e-mail, site, address and more", () => write("contacts.0.org.company", "Bakery"));
        await option("contacts.0.emails").getByRole("button", { name: "Add e-mail" }).click();
        await write("contacts.0.emails.0.email", "rui@shop.example");
        await option("contacts.0.urls").getByRole("button", { name: "Add site" }).click();
        await write("contacts.0.urls.0.url", "https://shop.example");
        await option("contacts.0.addresses").getByRole("button", { name: "Add address" }).click();
        await write("contacts.0.addresses.0.city", "São Paulo");
        await write("contacts.0.birthday", "1990-02-28");
        await write("contacts.0.name.first_name", "Rui");
      },
      config: [
        expect.objectContaining({
          name: { formatted_name: "Rui Lima", first_name: "Rui" },
          phones: [{ phone: "+55 11 98765-0102", wa_id: "5511987650102", type: "WORK" }],
          org: { company: "Bakery" },
          emails: [expect.objectContaining({ email: "rui@shop.example" })],
          urls: [expect.objectContaining({ url: "https://shop.example" })],
          addresses: [expect.objectContaining({ city: "São Paulo" })],
          birthday: "1990-02-28",
        }),
      ],
    },
  },
  send_link: {
    message: { set: (builder) => builder.write("message", "Our menu, {{ first_name }}"), config: "Our menu, {{ first_name }}" },
    button: { set: (builder) => builder.write("button", "Open it"), config: "Open it" },
    url: {
      set: (builder) => builder.write("url", "https://shop.example/{{ first_name }}"),
      config: "https://shop.example/{{ first_name }}",
    },
    header: { set: (builder) => inSection(builder, "Header and footer", () => builder.write("header", "Menu")), config: "Menu" },
    footer: { set: (builder) => builder.write("footer", "Until noon"), config: "Until noon" },
  },
  react: {
    emoji: { set: (builder) => builder.write("emoji", "❤️"), config: "❤️" },
    to: { set: ({ option }) => option("to").getByRole("combobox").fill("first_name"), config: "first_name" },
  },
};
