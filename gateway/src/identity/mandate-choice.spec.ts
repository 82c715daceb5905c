import { CHI, MANDATES } from '../fixture/people.fixture';
import { chooseMandates } from './mandate-choice';

const held = MANDATES[CHI] ?? [];
const [chairs, counts] = held;

describe('the choice of a mandate', () => {
  it('is all of them for a query that names none', () => {
    expect(chooseMandates(held, null, 'query')).toEqual({ mandates: held, otherOffices: [] });
  });

  it('is the only one for a command, or none when none is held', () => {
    expect(chooseMandates(held.slice(0, 1), null, 'mutation')).toEqual({ mandates: [chairs], otherOffices: [] });
    expect(chooseMandates([], null, 'mutation')).toEqual({ mandates: [], otherOffices: [] });
  });

  it.each(['query', 'mutation'] as const)(
    'is the one that is named for a %s; the others are carried as offices',
    (kind) => {
      expect(chooseMandates(held, counts?.id ?? '', kind)).toEqual({
        mandates: [counts],
        otherOffices: [{ unitId: chairs?.unitId, position: 'CHAIR' }],
      });
    },
  );

  it('must be made for a command that could be done under several: the refusal lists them for a page to offer', () => {
    expect(() => chooseMandates(held, null, 'mutation')).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({
          code: 'MANDATE_NOT_CHOSEN',
          mandates: [
            { id: chairs?.id, position: 'CHAIR', positionName: 'Chủ tịch', unitId: chairs?.unitId },
            {
              id: counts?.id,
              position: 'EMULATION_COUNCIL_SECRETARY',
              positionName: 'Thư ký Hội đồng Thi đua – Khen thưởng',
              unitId: counts?.unitId,
            },
          ],
        }),
      }),
    );
  });

  it('of one that is not held is refused', () => {
    expect(() => chooseMandates(held, 'another', 'query')).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'FORBIDDEN', field: 'X-Act-As' }) }),
    );
  });
});
