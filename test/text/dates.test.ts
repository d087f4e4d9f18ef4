import { describe, expect, test } from 'vitest'
import {
  formatDate,
  formatDateline,
  formatDateTime,
  formatDay,
  formatMonth,
  isoDate,
  nameMonth,
  zonedIsoDate,
  zonedMonth,
} from '../../worker/text/dates.ts'

const HANOI = 'Asia/Ho_Chi_Minh'
const published = Date.UTC(2024, 1, 26, 5, 53)

test('for machines a time is on the newsroom’s clock, with what that is ahead or behind', () => {
  expect(zonedIsoDate(published, HANOI)).toBe('2024-02-26T12:53:00+07:00')
  expect(zonedIsoDate(published, 'America/St_Johns')).toBe('2024-02-26T02:23:00-03:30')
  expect(zonedIsoDate(published, 'UTC')).toBe('2024-02-26T05:53:00+00:00')
})

describe('a month', () => {
  test('is that of a calendar in the zone', () => {
    const lateInUtc = Date.UTC(2024, 11, 31, 18)
    expect(zonedMonth(lateInUtc, 'UTC')).toBe('2024-12')
    expect(zonedMonth(lateInUtc, HANOI)).toBe('2025-01')
  })

  test('is named in both languages, with its year and without', () => {
    expect([formatMonth('2024-02', 'vi'), formatMonth('2024-12', 'en')]).toEqual(['Tháng 2 năm 2024', 'December 2024'])
    expect([nameMonth('2024-12', 'vi'), nameMonth('2024-02', 'en')]).toEqual(['Tháng 12', 'February'])
  })
})

describe('a time', () => {
  test('is a dateline in the site’s zone', () => {
    expect(formatDateline(published, 'vi', HANOI)).toBe('Thứ Hai, 26/02/2024 12:53')
    expect(formatDateline(published, 'en', HANOI)).toBe('Monday, 26 February 2024, 12:53')
  })

  test('is a date, and a date with the clock', () => {
    expect(formatDate(published, 'vi', HANOI)).toBe('26/02/2024')
    expect(formatDate(published, 'en', HANOI)).toBe('26 February 2024')
    expect(formatDateTime(published, 'vi', HANOI)).toBe('26/02/2024, 12:53')
    expect(formatDateTime(published, 'en', HANOI)).toBe('26 February 2024, 12:53')
  })

  test('is a day in words', () => {
    expect(formatDay('2023-03-21', 'vi')).toBe('21 tháng 3 năm 2023')
    expect(formatDay('2023-12-01', 'en')).toBe('1 December 2023')
  })

  test('is machine-readable in UTC', () => expect(isoDate(published)).toBe('2024-02-26T05:53:00.000Z'))

  test('may lie on another day where the reader is', () => {
    expect(formatDateline(Date.UTC(2024, 1, 24, 17), 'vi', HANOI)).toBe('Chủ Nhật, 25/02/2024 00:00')
    expect(formatDateline(Date.UTC(2024, 0, 1, 4, 59), 'vi', 'America/New_York')).toBe('Chủ Nhật, 31/12/2023 23:59')
  })

  test('follows the clock when it is changed', () => {
    const beforeSummer = Date.UTC(2024, 2, 10, 6, 59)
    expect(formatDateTime(beforeSummer, 'vi', 'America/New_York')).toBe('10/03/2024, 01:59')
    expect(formatDateTime(beforeSummer + 60_000, 'vi', 'America/New_York')).toBe('10/03/2024, 03:00')
    expect(formatDateTime(Date.UTC(2024, 0, 1), 'vi', 'Asia/Kathmandu')).toBe('01/01/2024, 05:45')
  })

  test('agrees with Intl in every hour of a year, in zones of all sorts', () => {
    for (const timeZone of [HANOI, 'Europe/Paris', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia']) {
      const intl = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' })
      for (let ms = Date.UTC(2011, 6, 1); ms < Date.UTC(2012, 6, 1); ms += 5 * 60 * 60 * 1000) {
        expect(formatDateTime(ms, 'vi', timeZone)).toBe(intl.format(ms))
      }
    }
  })

  test('that does not exist, or a zone, is an error and not a wrong date', () => {
    expect(() => formatDate(Number.NaN, 'vi', HANOI)).toThrow(RangeError)
    expect(() => formatDate(0, 'vi', 'Asia/Nowhere')).toThrow(RangeError)
  })
})
