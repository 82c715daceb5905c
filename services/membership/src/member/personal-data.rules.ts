/** National id: 12 digits. */
export const NATIONAL_ID_PATTERN = /^\d{12}$/;
/** Phone number: 8 to 15 digits, with or without + before them. */
export const PHONE_PATTERN = /^\+?\d{8,15}$/;
/** Bank account: in at most 60 characters a number of 6 digits or more, and letters of the bank's name. */
export const BANK_ACCOUNT_PATTERN = /^(?=.*\d{6})(?=.*\p{L}{2})[\p{L}\p{M}\d .,()–-]{1,60}$/u;
