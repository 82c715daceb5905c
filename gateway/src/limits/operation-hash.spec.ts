import { parse } from 'graphql';
import { operationHash } from './operation-hash';

const hashOf = (text: string) => operationHash(parse(text));
const QUESTION =
  'query Q { person(id: "079123456789", age: 1, share: 0.5, tags: ["a"], filter: { name: "An" }) { name } }';

describe('the hash of an operation', () => {
  it.each([
    ['another text', QUESTION.replace('079123456789', '001099000000')],
    ['a text in a block', QUESTION.replace('"079123456789"', '"""079123456789"""')],
    ['another number', QUESTION.replace('age: 1', 'age: 84')],
    ['another fraction', QUESTION.replace('0.5', '0.75')],
    ['another list', QUESTION.replace('["a"]', '["b", "c"]')],
    ['another object', QUESTION.replace('{ name: "An" }', '{ name: "Bình", born: 1 }')],
    ['other spaces and comments', QUESTION.replace(' { ', ' {\n  # a comment 079123456789\n  ')],
  ])('is the same with %s', (_what, text) => {
    expect(text).not.toBe(QUESTION);
    expect(hashOf(text)).toBe(hashOf(QUESTION));
  });

  it.each([
    ['another field', QUESTION.replace('{ name } }', '{ phone } }')],
    ['another argument', QUESTION.replace('age: 1', 'height: 1')],
    ['another name', QUESTION.replace('query Q', 'query R')],
  ])('is another with %s', (_what, text) => {
    expect(hashOf(text)).not.toBe(hashOf(QUESTION));
  });
});
