"use client";
import { SegmentedOption } from "#components/node-form/enum-options.tsx";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { readOption } from "#components/node-form/option-path.ts";
import { KeyOption, SwitchOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { WordsOption } from "#components/node-form/words-option.tsx";
import type { Json } from "../../engine/types.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { newChoiceId } from "../send_choices/new-id.ts";
import { idsOf } from "../send_choices/title-option.tsx";
import { UnansweredSection } from "../send_choices/unanswered-section.tsx";
import { BUTTONS, MAX_CARDS, MAX_REPLIES, MEDIA } from "./config.ts";
import { CarouselPreview } from "./preview.tsx";

const { body, carousel, buttons } = INTERACTIVE_LIMITS;

export function SendCarouselForm() {
  const { options } = useForm();
  const hasLinks = asText(options["buttons"]) === "url";
  const isShown = hasLinks || options["display_only"] === true;
  return (
    <>
      <TemplateOption name="message" rows={3} limit={body} />
      <SegmentedOption name="media" values={MEDIA} />
      <SegmentedOption name="buttons" values={BUTTONS} />
      <ListOption name="cards" max={MAX_CARDS} makeRow={(rows) => freshCard(rows)}>
        {({ at }) => (
          <>
            <TemplateOption name={at("media_url")} singleLine />
            <TemplateOption name={at("body")} rows={2} limit={carousel.body} />
            {hasLinks ? (
              <>
                <TemplateOption name={at("button")} singleLine limit={carousel.button} />
                <TemplateOption name={at("url")} singleLine />
              </>
            ) : (
              <Replies path={at("choices")} />
            )}
          </>
        )}
      </ListOption>
      <CarouselPreview />
      {!hasLinks && <SwitchOption name="display_only" />}
      {!isShown && (
        <>
          <KeyOption name="context_key" />
          <UnansweredSection />
        </>
      )}
    </>
  );
}

function Replies({ path }: { path: string }) {
  const { options } = useForm();
  const taken = replyIds(readOption(options, "cards"));
  return (
    <ListOption name={path} max={MAX_REPLIES} makeRow={() => ({ id: newChoiceId("", taken), title: "" })}>
      {({ at }) => (
        <>
          <TemplateOption name={at("title")} singleLine limit={buttons.title} />
          <TextOption name={at("id")} isCode />
          <WordsOption name={at("words")} />
        </>
      )}
    </ListOption>
  );
}

function freshCard(cards: readonly Json[]) {
  return { media_url: "", body: "", choices: [{ id: newChoiceId("", replyIds([...cards])), title: "" }] };
}

/** The ids of all replies, as each is an exit. */
function replyIds(cards: Json | undefined): string[] {
  const rows = Array.isArray(cards) ? cards : [];
  return rows.flatMap((card) => {
    const choices = typeof card === "object" && card !== null && !Array.isArray(card) ? card["choices"] : null;
    return Array.isArray(choices) ? idsOf(choices) : [];
  });
}
