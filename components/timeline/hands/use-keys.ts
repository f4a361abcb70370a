import { useEffect, useRef, useState } from "react";
import {
  type Command,
  defaultKeyMap,
  findCommand,
  type KeyMap,
  keyMapStorageKey,
  parseKeyMap,
  toKeyMapText,
} from "#components/timeline/hands/key-map.ts";
import { isFreeKey } from "#components/timeline/hands/key-target.ts";

type Keys = {
  readonly onCommand: (command: Command) => void;
  readonly onEscape: () => void;
};

/** Listens to the keys of the whole page, as far as nothing else wants them. */
export function useKeys(map: KeyMap, keys: Keys): void {
  const latest = useRef({ map, keys });
  useEffect(() => {
    latest.current = { map, keys };
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!isFreeKey(event)) return;
      if (event.key === "Escape") return latest.current.keys.onEscape();
      const command = findCommand(latest.current.map, event.key);
      if (command === undefined) return;
      event.preventDefault();
      latest.current.keys.onCommand(command);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** The reader's keys, kept in this browser. */
export function useKeyMap(): readonly [KeyMap, (map: KeyMap) => void] {
  const [map, setMap] = useState<KeyMap>(loadKeyMap);
  function change(next: KeyMap) {
    setMap(next);
    saveKeyMap(next);
  }
  return [map, change];
}

function loadKeyMap(): KeyMap {
  try {
    return parseKeyMap(localStorage.getItem(keyMapStorageKey));
  } catch {
    // Storage may be forbidden.
    return defaultKeyMap;
  }
}

function saveKeyMap(map: KeyMap): void {
  const text = toKeyMapText(map);
  try {
    if (text === undefined) localStorage.removeItem(keyMapStorageKey);
    else localStorage.setItem(keyMapStorageKey, text);
  } catch {
    // Storage may be forbidden; the keys then hold for this page only.
  }
}
