"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import {
  type Command,
  commands,
  defaultKeyMap,
  type KeyMap,
  rebind,
  toKeyName,
} from "#components/timeline/hands/key-map.ts";

type KeyHelpProps = {
  readonly map: KeyMap;
  readonly onChange: (map: KeyMap) => void;
  readonly onClose: () => void;
};

const fixedKeys = [
  ["Arrows, Home, End, Page Up, Page Down", "Go through the items, once the drawing has the focus"],
  ["Home, End with Ctrl or ⌘", "The very first item, the very last"],
  ["Enter", "Pin the item in focus; two pins are compared"],
  ["Escape", "Clear the selection; twice: the whole window"],
  ["Wheel with Ctrl or ⌘, pinch", "Zoom at the pointer"],
  ["Drag, wheel with Shift", "Earlier and later"],
  ["Drag on the axis, or with Shift", "Select a stretch"],
  ["Double click", "Fit an item"],
] as const;

/** The list of keys; each letter can be exchanged for another. */
export function KeyHelp({ map, onChange, onClose }: KeyHelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState<Command>();
  const [trouble, setTrouble] = useState("");
  useEffect(() => dialog.current?.showModal(), []);

  function onKeyDown(event: KeyboardEvent) {
    if (asked === undefined || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setAsked(undefined);
    const rebound = rebind(map, asked, event.key);
    setTrouble(rebound.kind === "refused" ? rebound.why : "");
    if (rebound.kind === "refused") return;
    onChange(rebound.map);
    setAsked(undefined);
  }

  return (
    <dialog
      ref={dialog}
      className="key-help"
      aria-labelledby="key-help-title"
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <div className="flex items-baseline gap-4">
        <h2 id="key-help-title">Keys of the timeline</h2>
        <button type="button" className="button ml-auto" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <table className="data-table mt-2">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Does</th>
          </tr>
        </thead>
        <tbody>
          {commands.map(({ id, label }) => (
            <tr key={id}>
              <td>
                <button
                  type="button"
                  className="button key-cap"
                  aria-label={`${toKeyName(map[id])}: change the key for “${label}”`}
                  aria-pressed={asked === id}
                  onClick={() => setAsked(asked === id ? undefined : id)}
                >
                  {asked === id ? "press a key" : toKeyName(map[id])}
                </button>
              </td>
              <th scope="row">{label}</th>
            </tr>
          ))}
          {fixedKeys.map(([keys, label]) => (
            <tr key={keys}>
              <td>{keys}</td>
              <th scope="row">{label}</th>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className="min-h-5 pt-1">
        {trouble}
      </p>
      <p className="flex flex-wrap items-baseline gap-3 text-muted">
        <span>Kept in this browser.</span>
        <button
          type="button"
          className="button"
          disabled={map === defaultKeyMap || commands.every(({ id, key }) => map[id] === key)}
          onClick={() => onChange(defaultKeyMap)}
        >
          Reset all keys
        </button>
      </p>
    </dialog>
  );
}
