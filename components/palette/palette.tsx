"use client";

import { Command } from "cmdk";
import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Choice, toFoundSections, toStartSections } from "#components/palette/choices.ts";
import { longestText, placeholder, type Typed } from "#components/palette/early-input.tsx";
import { PaletteList } from "#components/palette/palette-list.tsx";
import { toNothingText } from "#components/palette/palette-words.ts";
import { useFound, useKnownGroups } from "#components/palette/use-found.ts";

type PaletteProps = {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly onClose: () => void;
};

/** Everything that can be jumped to: arrows choose, Enter goes, Escape leads back to where one was. */
export function Palette({ typed, onType, onClose }: PaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const at = useSearchParams().get("at") ?? undefined;
  const q = typed.text.trim();
  const groups = useKnownGroups();
  const { found, state, trouble } = useFound(q);
  const sections = q === "" ? toStartSections(groups, at) : toFoundSections({ found, q, groups, at });
  const first = sections[0]?.choices[0];
  const chosen = useChosen(first?.key ?? "");

  // It takes over from the early box: what is typed next belongs behind what was typed there.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(longestText, longestText);
  }, []);

  function go({ href }: Choice) {
    onClose();
    router.push(href);
  }

  useEffect(() => {
    if (typed.enter === "not-yet" || state !== "asked-for") return;
    onType({ ...typed, enter: "not-yet" });
    if (first === undefined) return;
    onClose();
    router.push(first.href);
  }, [typed, state, first, onType, onClose, router]);

  function onKeyDown(event: KeyboardEvent) {
    // Who pastes an id and presses Enter at once means what will be found, not what is still listed.
    if (event.key !== "Enter" || event.nativeEvent.isComposing || state === "asked-for") return;
    event.preventDefault();
    onType({ ...typed, enter: "pressed" });
  }

  return (
    <Command label="Jump to" shouldFilter={false} loop {...chosen} onKeyDown={onKeyDown}>
      <Command.Input
        ref={input}
        className="palette-input"
        value={typed.text}
        onValueChange={(text) => onType({ text, enter: "not-yet" })}
        maxLength={longestText}
        placeholder={placeholder}
      />
      <PaletteList
        sections={sections}
        busy={state === "asked-for" ? "no" : "yes"}
        nothing={toNothingText({ found, q, state, trouble })}
        onGo={go}
      />
      <p className="palette-foot">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> go · <kbd>Esc</kbd> close
        </span>
        {at !== undefined && <span>Links keep the moment that is shown.</span>}
      </p>
    </Command>
  );
}

/** The first is chosen until the reader chooses; when another becomes the first, that is. */
function useChosen(first: string) {
  const [picked, setPicked] = useState({ value: first, first });
  return {
    value: picked.first === first ? picked.value : first,
    onValueChange: (value: string) => setPicked({ value, first }),
  };
}
