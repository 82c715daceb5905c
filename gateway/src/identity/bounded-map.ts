/** A map that, once it is full, forgets what it has held longest. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  /** @param most how many entries it keeps. */
  constructor(private readonly most: number) {
    super();
  }

  /** Sets an entry anew: it counts as the youngest from now on. */
  override set(key: Key, value: Value): this {
    super.delete(key);
    super.set(key, value);
    if (this.size > this.most) {
      const [oldest] = this.keys();
      this.delete(oldest as Key);
    }
    return this;
  }
}
