import { answerProblems, type AnswerToItem, unansweredItems } from './checklist.rules';

const item = (code: string, isRequired = true) => ({ code, textVi: `Mục ${code}`, textEn: `Item ${code}`, isRequired });
const answer = (code: string, verdict = 'YES', note: string | null = null): AnswerToItem => ({
  code,
  answer: verdict,
  note,
});
const ITEMS = [item('REPORT'), item('MINUTES'), item('CLIPPINGS', false)];

describe('what a checklist still asks', () => {
  it.each<[string, AnswerToItem[], string[]]>([
    ['nothing answered', [], ['REPORT', 'MINUTES']],
    ['only what need not be', [answer('CLIPPINGS')], ['REPORT', 'MINUTES']],
    ['one of two', [answer('MINUTES', 'NO', 'Thiếu chữ ký.')], ['REPORT']],
    ['all, whatever the answer', [answer('REPORT', 'NOT_APPLICABLE'), answer('MINUTES', 'NO', 'Thiếu.')], []],
  ])('%s', (_name, answers, codes) => {
    const reasons = unansweredItems(ITEMS, answers);
    expect(reasons.map(({ code }) => code)).toEqual(codes.map(() => 'CHECKLIST_UNANSWERED'));
    codes.forEach((code, index) => expect(reasons[index]?.vi).toContain(`“Mục ${code}”`));
  });
});

describe('what is wrong with answers', () => {
  it.each<[string, AnswerToItem[], string[]]>([
    ['nothing', [answer('REPORT'), answer('CLIPPINGS', 'NOT_APPLICABLE')], []],
    ['an item of another stage', [answer('VOTES')], ['CHECKLIST_HAS_NO_SUCH_ITEM input.answers.0.code']],
    [
      'an item twice',
      [answer('REPORT'), answer('REPORT', 'NO', 'Thiếu.')],
      ['CHECKLIST_ITEM_ANSWERED_TWICE input.answers.1.code'],
    ],
    [
      'a NO without a note',
      [answer('REPORT'), answer('MINUTES', 'NO')],
      ['CHECKLIST_NO_NEEDS_NOTE input.answers.1.note'],
    ],
    ['a NO with one', [answer('MINUTES', 'NO', 'Thiếu chữ ký.')], []],
  ])('%s', (_name, answers, problems) => {
    expect(answerProblems(ITEMS, answers).map(({ code, field }) => `${code} ${field}`)).toEqual(problems);
  });
});
