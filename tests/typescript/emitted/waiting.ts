// What scripts wait for, in Node and in a page.

/** Waits until something is so, for five seconds at most. */
export async function soon(isSo: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (isSo()) return;
    await new Promise((go) => setTimeout(go, 10));
  }
  throw new Error(`${what}: not within five seconds`);
}

/** Gives every item of an iterator. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
