import type { Move } from "#components/fleet/use-row-keys.ts";

/** Goes from one rule's link to another, all of which are on the page. */
export function moveRow(container: HTMLElement | null, move: Move): void {
  const links = [...(container?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
  const current = links.findIndex((link) => link.matches(":focus"));
  const last = links.length - 1;
  const index = { first: 0, last, next: Math.min(current + 1, last), previous: Math.max(current - 1, 0) }[
    move
  ];
  const link = links[index];
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "nearest" });
}
