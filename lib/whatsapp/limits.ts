/**
 * Meta's limits for messages that we send. Lengths are counted in UTF-16 units, which is never less than code points,
 * so what passes here passes there. Where sources disagree the smaller figure stands.
 * Source: Meta's Cloud API reference for messages and media, as read in 2026, and maintained clients
 * (pywa, whatsapp-api-js, courier).
 */
export const META_LIMITS = {
  text: { body: 4096 },
  callbackData: 512,
  interactive: { body: 1024, headerText: 60, footer: 60 },
  buttons: { min: 1, max: 3, title: 20, id: 256 },
  list: {
    sections: 10,
    /** In all sections together. */
    rows: 10,
    openButton: 20,
    /** A title is required as soon as there are two sections. */
    sectionTitle: 24,
    rowId: 200,
    rowTitle: 24,
    rowDescription: 72,
  },
  ctaUrl: { displayText: 20 },
  locationRequest: { body: 1024 },
  whatsappForm: { cta: 20 },
  carousel: { cards: 10, cardBody: 160, cardLineBreaks: 2, buttonsPerCard: 3 },
  products: { items: 30, sections: 10 },
  contacts: 257,
  media: {
    caption: 1024,
    /** Bytes. */
    image: 5_242_880,
    video: 16_777_216,
    audio: 16_777_216,
    document: 104_857_600,
    stickerStatic: 102_400,
    stickerAnimated: 512_000,
  },
  template: {
    name: 512,
    headerParameter: 60,
    bodyParameter: 1024,
    /** When the body is the only component with parameters. */
    bodyParameterAlone: 32_768,
    buttonLabel: 25,
    urlVariable: 2000,
    parameterName: 20,
  },
  /** Pair rate: to one contact, one message in six seconds; a burst is lent from the future. */
  pairRate: { secondsPerMessage: 6, burst: 45 },
  /** Per number, in and out together. */
  throughputPerSecond: { standard: 80, upgraded: 1000, coexistence: 20 },
  /** The typing indicator shows until we reply, at most this long. */
  typingIndicatorSeconds: 25,
  customerServiceWindowHours: 24,
} as const;
