import { hasUnwantedCharacters, normalisedText, pathOfUnwantedText } from './text';

describe('a text that people write', () => {
  it.each([
    ['Vietnamese with line ends and tabs', 'Sáng kiến\n\tthứ hai', false],
    ['an emoji', 'Tốt 😀', false],
    ['NUL', 'a\u0000b', true],
    ['a zero-width space', '\u200b', true],
    ['a direction override', 'a\u202eb', true],
    ['half a character', '\ud800', true],
  ])('with %s', (_what, text, unwanted) => {
    expect(hasUnwantedCharacters(text)).toBe(unwanted);
  });

  it('is told by the path of its field', () => {
    const input = { members: [{ fullName: 'Lan' }, { fullName: 'Nul\u0000' }], count: 2, note: null };
    expect(pathOfUnwantedText(input, 'input')).toBe('input.members.1.fullName');
    expect(pathOfUnwantedText({ a: 'b' }, 'input')).toBeNull();
  });

  it('is stored in NFC without spaces at its ends', () => {
    expect(normalisedText('  Đoa\u0300n vie\u0302n ')).toBe('Đoàn viên');
  });
});
