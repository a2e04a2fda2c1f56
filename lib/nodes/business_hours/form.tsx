"use client";
import { CalendarOption } from "#components/node-form/calendar-option.tsx";

export function BusinessHoursForm() {
  return <CalendarOption name="calendar" />;
}
