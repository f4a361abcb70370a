"use client";

import { Command } from "cmdk";
import { useRouter, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type Choice, toFoundSections, toStartSections } from "#components/palette/choices.ts";
import { PaletteList } from "#components/palette/palette-list.tsx";
import { toNothingText } from "#components/palette/palette-words.ts";
import { useFound, useKnownGroups } from "#components/palette/use-found.ts";

/** Everything that can be jumped to, in a dialog: arrows choose, Enter goes, Escape leads back to where one was. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const at = useSearchParams().get("at") ?? undefined;
  const [text, setText] = useState("");
  const [goWhenFound, setGoWhenFound] = useState<string>();
  const q = text.trim();
  const groups = useKnownGroups();
  const { found, state, trouble } = useFound(q);
  const sections = q === "" ? toStartSections(groups, at) : toFoundSections({ found, q, groups, at });
  const first = sections[0]?.choices[0];
  const chosen = useChosen(first?.key ?? "");

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    input.current?.focus();
    return () => element?.close();
  }, []);

  function go({ href }: Choice) {
    onClose();
    router.push(href);
  }

  useEffect(() => {
    if (goWhenFound === undefined || state !== "asked-for") return;
    setGoWhenFound(undefined);
    if (goWhenFound !== q || first === undefined) return;
    onClose();
    router.push(first.href);
  }, [goWhenFound, state, q, first, onClose, router]);

  function onKeyDown(event: KeyboardEvent) {
    // Who pastes an id and presses Enter at once means what will be found, not what is still listed.
    if (event.key !== "Enter" || event.nativeEvent.isComposing || state === "asked-for") return;
    event.preventDefault();
    setGoWhenFound(q);
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, as the browser does it
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Jump to"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <Command label="Jump to" shouldFilter={false} loop {...chosen} onKeyDown={onKeyDown}>
        <Command.Input
          ref={input}
          value={text}
          onValueChange={setText}
          maxLength={200}
          placeholder="group, deployment d-…, instance i-…, rule, page"
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
    </dialog>
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
