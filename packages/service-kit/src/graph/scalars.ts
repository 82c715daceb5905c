import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isCalendarDate } from '../calendar';

function decimalText(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d{1,18}(\.\d{1,6})?$/.test(text)) {
    throw new GraphQLError('Cần một số thập phân dạng "103.14" / Give a decimal number such as "103.14"', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return text;
}

/** An exact decimal number as text, for example `"103.14"`: never a floating-point number. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'Số thập phân chính xác dạng văn bản, ví dụ "103.14" (tối đa 18 chữ số nguyên và 6 chữ số thập phân). An exact decimal number as text: at most 18 digits before and 6 after the point; never a floating-point number.',
  serialize: decimalText,
  parseValue: decimalText,
  parseLiteral(node) {
    return decimalText(
      node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null,
    );
  },
});

function calendarDate(value: unknown): string {
  if (typeof value !== 'string' || !isCalendarDate(value)) {
    throw new GraphQLError('Cần một ngày dạng "2021-04-05" / Give a calendar date such as "2021-04-05"', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return value;
}

/** A calendar date YYYY-MM-DD in Việt Nam (Asia/Ho_Chi_Minh), between the years 1900 and 9999. */
export const CalendarDateScalar = new GraphQLScalarType<string, string>({
  name: 'CalendarDate',
  description:
    'Ngày theo lịch Việt Nam (Asia/Ho_Chi_Minh), dạng YYYY-MM-DD, từ năm 1900. A calendar date in Việt Nam, YYYY-MM-DD, from the year 1900.',
  serialize: calendarDate,
  parseValue: calendarDate,
  parseLiteral(node) {
    return calendarDate(node.kind === Kind.STRING ? node.value : null);
  },
});
