import type { Page } from "@playwright/test";

/** What a reader cannot read: the page is wider than the screen, a cell than its column, texts lie on each other, a word is torn. */
export async function listLayoutFaults(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    type Fragment = { text: string; left: number; right: number; top: number; bottom: number };

    /** The part of a box that no ancestor cuts off; what is there for readers of screens alone is cut off altogether. */
    function toVisible(box: DOMRect, from: Element): Omit<Fragment, "text"> | undefined {
      let { left, right, top, bottom } = box;
      for (let element: Element | null = from; element !== null; element = element.parentElement) {
        const { overflowX, overflowY, clipPath } = getComputedStyle(element);
        if (clipPath !== "none") return undefined;
        const edge = element.getBoundingClientRect();
        if (overflowX !== "visible") {
          left = Math.max(left, edge.left);
          right = Math.min(right, edge.right);
        }
        if (overflowY !== "visible") {
          top = Math.max(top, edge.top);
          bottom = Math.min(bottom, edge.bottom);
        }
      }
      return right - left > 2 && bottom - top > 2 ? { left, right, top, bottom } : undefined;
    }

    /** One for each line: what an ellipsis stands for has a box of its own on the same line. */
    function listFragments(node: Text, parent: Element): Fragment[] {
      const range = document.createRange();
      range.selectNodeContents(node);
      const lines = new Map<number, Fragment>();
      for (const box of range.getClientRects()) {
        const visible = toVisible(box, parent);
        if (visible === undefined) continue;
        const line = lines.get(Math.round(box.top));
        const left = Math.min(line?.left ?? visible.left, visible.left);
        const right = Math.max(line?.right ?? visible.right, visible.right);
        lines.set(Math.round(box.top), { text: node.data.trim().slice(0, 60), ...visible, left, right });
      }
      return [...lines.values()];
    }

    /** Words on two lines that would have had room on one. */
    function listTorn(node: Text, parent: Element): string[] {
      const range = document.createRange();
      let block = parent;
      while (getComputedStyle(block).display === "inline" && block.parentElement !== null)
        block = block.parentElement;
      return [...node.data.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(({ 0: word, index }) => {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const boxes = [...range.getClientRects()];
        const isTorn = boxes.some(({ top }) => Math.abs(top - (boxes[0]?.top ?? top)) > 4);
        const width = boxes.reduce((sum, box) => sum + box.width, 0);
        return isTorn && width < block.clientWidth ? [`torn: ${word} in “${node.data.slice(0, 80)}”`] : [];
      });
    }

    /** The content area of a line is higher than the line where fonts are mixed: only the middle counts. */
    function isOver(one: Fragment, other: Fragment): boolean {
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const middle = (a: Fragment) => (a.bottom - a.top) / 4;
      const height =
        Math.min(one.bottom - middle(one), other.bottom - middle(other)) -
        Math.max(one.top + middle(one), other.top + middle(other));
      return width > 2 && height > 1;
    }

    const fragments: Fragment[] = [];
    const faults: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!(node instanceof Text) || parent === null || node.data.trim() === "") continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      const own = listFragments(node, parent);
      fragments.push(...own);
      if (own.length > 1) faults.push(...listTorn(node, parent));
    }
    fragments.sort((a, b) => a.top - b.top);
    fragments.forEach((one, index) => {
      for (const other of fragments.slice(index + 1)) {
        if (other.top > one.bottom) break;
        if (isOver(one, other)) faults.push(`overprinted: “${one.text}” and “${other.text}”`);
      }
    });
    for (const cell of document.querySelectorAll("td, th")) {
      if (cell.scrollWidth > cell.clientWidth + 1 && cell.checkVisibility())
        faults.push(
          `too narrow: ${cell.textContent.slice(0, 60)} (${cell.clientWidth} of ${cell.scrollWidth} px)`,
        );
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} px wide`);
    return faults;
  });
}
