/** What the hall sends, as the pages read it. Times are RFC 3339 in UTC, durations are whole milliseconds. */
export type Key = keyof typeof import("../texts.json");
export interface Text { zh: string; en: string }
export interface Wait { p50: number; p90: number }
export interface Theme { logo?: string; primary?: string; night?: string }
export type BoardLayout = "queues" | "calls" | "media" | "windows";
export interface PlayItem { kind: "text" | "picture" | "video"; file?: string; text?: Text; category?: string; seconds?: number }
export interface Playlist { notices: Text[]; media: PlayItem[] }
export interface Emergency { text: Text; since: string }
export interface Trial { seq: number; since: string; until: string }
export type HallState = "open" | "preparing" | "noon" | "closed";
export type TicketStatus = "waiting" | "called" | "serving" | "on_hold" | "served" | "no_show" | "cancelled" | "expired";
export type WindowStatus = "closed" | "preparing" | "open" | "paused";

export interface Zone { id: string; name: Text; floor?: string }
export interface Grant { role: string; window?: number; staff?: string; zone?: string; kiosk?: number; department?: string; account?: string }
export interface Session {
  account: { name: string; person: string; roles: string[]; department?: string; has_pin: boolean; must_change: boolean; locked: boolean } | null;
  windows: number[]; counter_log_in: boolean; accounts: boolean;
}
export interface Account {
  name: string; person: string; staff?: string; roles: string[]; department?: string; disabled: boolean; has_pin: boolean;
  temporary_until?: string; last_log_in?: string; created_at: string;
}
export interface EnrolledDevice {
  id: string; kind: "" | "token" | "device" | "code"; grants: Grant[]; created_at: string; until?: string; seen_at?: string; seen_from?: string; here: boolean;
}
export interface AuditRow { seq: number; at: string; by: string; deed: string; of?: string; from?: string; count?: number; note?: string }
export interface Settings {
  max_calls: number; min_presence_seconds: number; kiosk_idle_seconds: number; dead_press_ms: number;
  public_board: boolean; public_url: string; requeue_max?: number; elder_age?: number; identity_days?: number; cancel_hours?: number; miss_days?: number;
  feedback_days?: number;
}
export interface Hall {
  at: string; assets?: string; name: Text; time_zone: string; zones: Zone[];
  departments?: { id: string; name: Text }[]; groups?: { id: string; name: Text }[];
  hours: string; state: HallState; opens_at?: string; issuing_from?: string; emergency?: Emergency; trial?: Trial; theme?: Theme;
  help: Text; hotline: string; demo: boolean; settings: Settings; me: Grant[];
  printing?: Printed;
}
export interface Printed {
  ok?: boolean;
  state: "printing" | "browser" | "without_slip" | "ok" | "paper_low" | "paper_out" | "cover_open" | "fault" | "offline" | "unknown";
}
export interface Printer {
  id: string; name: Text; state: Printed["state"]; since?: string; kiosks: { number: number; name: Text }[]; windows: number[]; desk?: boolean;
}
export interface TemplateFault { line: number; reason: string; words?: string }
export interface SlipTemplate { template: string; own: boolean; default: string }
export interface Service {
  id: string; prefix: string; name: Text; department?: string; group?: string; zone?: string;
  issuing: boolean; open: boolean; windows?: number[]; waiting_count: number; estimated_wait_ms: Wait | null;
  not_issuing?: string; opens_at?: string; suspended?: Suspension; next_step?: string;
  real_name?: "optional" | "required"; keywords?: string[]; frequent?: boolean; initials?: string[];
  open_windows?: number[]; bookable?: boolean; pause?: { back_at?: string; go_to?: number };
}
export interface Slot { start: string; end: string; left: number }
export interface DaySlots { date: string; slots: Slot[] }
export interface Booking {
  id: string; service: string; service_name: Text; slot: string; slot_end: string; code: string; url: string; number?: string;
  status: "booked" | "cancelled" | "checked_in" | "late" | "no_show"; from: string; until: string; cancel_until: string;
}
export interface Material { name: Text; original?: number; copies?: number; note?: Text; optional?: boolean }
export interface Guide {
  service: string; name: Text; materials: Material[]; fee?: Text; promise?: Text; note?: Text; online?: string; reviewed?: string; url?: string;
}
export interface TodaysAppointment { id: string; service: string; service_name: Text; slot: string; from: string; until: string; code?: string; status?: string; number?: string }
export interface Mine { tickets: Ticket[]; appointments: TodaysAppointment[]; returns?: MissingSlip[] }
export interface MissingSlip {
  ticket: string; number: string; service: string; service_name: Text; window: number; window_name?: Text; place?: Text;
  papers: Text[]; note?: string; issued_at: string; until: string; taken?: string; code?: string;
}
export interface CalendarDay { date: string; open: boolean; holiday?: boolean; workday?: boolean }
/** How a service ended, as the clerk says it. */
export interface Result {
  outcome: string; reason?: string; case_no?: string; missing?: string[]; note?: string; due?: string; pick_up?: string; matters?: number; stay?: boolean;
}
/** One thing that has happened to a ticket today. */
export interface Step {
  at: string; kind: string; window?: number; staff?: string; service?: string; to_service?: string; to_window?: number;
  outcome?: string; case_no?: string; note?: string;
}
export interface Suspension { since?: string; back_at?: string; issuing: boolean; reason?: string }
export interface Ticket {
  id: string; number: string; service: string; service_name?: Text; class: string; source?: string; status: TicketStatus;
  issued_at: string; called_at?: string; first_called_at?: string; call_count?: number; started_at?: string; finished_at?: string;
  window?: number; window_name?: Text; place?: Text; outcome?: string; requeue_count?: number; waited_ms?: number; why?: string;
  rating?: number | { level: number }; rate_until?: string;
  case_no?: string; due?: string; pick_up?: string; matters?: number; missing?: MissingSlip;
  people_ahead?: number; estimated_wait_ms?: Wait | null; access?: string; url?: string; undo?: boolean;
  defer?: { left: number; behind: number; minutes: number }; not_before?: string; suspended?: Suspension;
  rating_asked_at?: string; id_last4?: string; needs?: string[]; print?: Printed;
}
export interface HeldTicket extends Ticket { held_at: string; mine?: boolean; remind?: boolean }
export interface MissedTicket extends Ticket { no_show_at?: string; can_arrive?: boolean }
export interface WaitingTicket { id: string; number: string; service: string; class?: string; needs?: string[]; since?: string; skipped?: boolean }
export interface PublicPause { reason?: Text; kind: "go_to" | "back_soon"; back_at?: string; go_to?: number; since?: string }
export interface Pause { reason?: string; kind: "go_to" | "back_soon"; back_at?: string; go_to?: number; since?: string }
export interface Staff { number: string; name: string; title?: string; post?: string; stars?: number }
export interface Reliever extends Staff { window?: number }
export interface Window {
  number: number; name: Text; location?: Text; zone: string; status: WindowStatus; services: string[]; fallback?: string[];
  opens_at?: string; staff?: Staff; substitute?: boolean; pause?: Pause; ticket?: Ticket;
}
export interface Speak {
  seq: number; number: string; window: number; place?: Text; text?: string; text_en?: string; clips?: string[]; repeat?: number;
  call_count?: number;
}
export interface HallCall {
  seq: number; number: string; window: number; window_name?: Text; place?: Text; at?: string; call_count?: number;
  status?: "called" | "serving";
}
export interface HallBoard {
  kind: "hall"; center: Text; time_zone: string; emergency?: Emergency; theme?: Theme; zone: { id: string; name: Text }; layout: BoardLayout; state: HallState; opens_at?: string; hours: string;
  calls: HallCall[]; next: string[]; missed: string[]; waiting_count: number;
  services: {
    id: string; prefix: string; name: Text; waiting_count: number; estimated_wait_ms: Wait | null; open: boolean; suspended?: Suspension;
    pause?: PublicPause;
  }[];
  windows: { number: number; name: Text; location?: Text; status: WindowStatus; number_called?: string; pause?: PublicPause }[];
}
export interface ScreenState {
  id: string; face: string; address: string; browser: string; sound: string; seq: number; at?: string; clock_ms: number; wide: number; high: number;
  faults: number; fault?: string; assets?: string; enrolled: boolean; seen_at: string; code?: string; wants?: Grant;
}
export interface WelcomeBoard {
  kind: "welcome"; center: Text; time_zone: string; emergency?: Emergency; theme?: Theme; state: HallState; opens_at?: string; hours: string;
  waiting_count: number;
  floors: { floor: string; zones: { id: string; name: Text; services: (HallBoard["services"][0] & { windows: number[] })[] }[] }[];
}
export interface WindowBoard {
  kind: "window"; center: Text; time_zone: string; emergency?: Emergency; theme?: Theme; hours: string; hotline?: string; state: HallState; opens_at?: string;
  window: Pick<Window, Exclude<keyof Window, "pause" | "ticket">> & { pause?: PublicPause };
  ticket?: { number: string; status: "called" | "serving"; call_count?: number; called_at?: string; started_at?: string };
  last?: { number: string; outcome?: string; finished_at: string; pick_up?: string; next_step?: Text; next_zone?: Text };
  scope: Text[]; on_hold?: string[]; rate?: RatingPrompt;
}
export interface Help {
  id: number; kind: "alarm" | "assist" | "fault"; window?: number; staff?: string; place?: Text; zone?: Text; device?: string; note?: string;
  at: string; presses: number; answered_at?: string;
}
export interface StaffNotice {
  id: number; text: string; at: string; reads?: { staff?: string; window: number; at: string }[]; withdrawn_at?: string;
}
export interface RatingPrompt { ticket: string; number: string; until: string }
/** A card as who got it reads it. */
export interface CardNews { id: number; level: Level; reason: string; at: string; appeal_until?: string; ruling?: "upheld" | "withdrawn"; note?: string }
export interface CounterBoard {
  kind: "counter"; center: Text; time_zone: string; emergency?: Emergency; theme?: Theme; window: Window;
  services: { id: string; prefix: string; name: Text; waiting_count: number; longest_since?: string; own: boolean; suspended?: Suspension }[];
  waiting_count: number; longest_since?: string; next?: string[]; waiting?: WaitingTicket[]; on_hold?: HeldTicket[]; no_shows: MissedTicket[];
  last_done?: { id: string; number: string; status: TicketStatus; until: string };
  askable?: boolean;
  recall_from?: string; patience_until?: string; only_here?: { service: string; waiting: number }[];
  over?: { since: string; reopens_at?: string; asks?: boolean }; relief?: Reliever[];
  helps?: Help[]; own_helps?: Help[]; cards?: CardNews[]; staff_notices?: { id: number; text: string; at: string }[]; devices: string[];
  settings: { max_calls: number; min_presence_seconds: number; dead_press_ms: number; polite_card?: boolean; outcome_required?: boolean; wait_warning_minutes: number; keypad?: Record<string, string> };
  pause_reasons: Text[]; outcomes: string[]; today: { called: number; served: number; no_show: number; without_outcome?: number; consultations?: number };
  about?: { history?: Step[]; call_reason?: string; returned?: MissingSlip; next_step?: { id: string; name: Text } };
}
export interface DeskTicket extends Ticket { waiting_since?: string; no_show_at?: string; linked?: string[] }
export interface DeskRow {
  id: string; number: string; service: string; class?: string; needs?: string[]; since?: string; ahead: number;
  wait: Wait | null; not_before?: string; for_window?: number;
}
export interface DeskService {
  id: string; prefix: string; name: Text; waiting_count: number; estimated_wait_ms: Wait | null; open: boolean; longest_since?: string;
  suspended?: Suspension;
}
export interface DeskWindow {
  number: number; name: Text; location?: Text; status: WindowStatus; number_called?: string; staff?: string;
  ticket?: string; ticket_status?: TicketStatus; only_here?: { service: string; waiting: number }[];
}
export interface DeskBoard {
  kind: "desk"; center: Text; time_zone: string; emergency?: Emergency; theme?: Theme; state: HallState; opens_at?: string; hours: string; waiting_count: number; helps?: Help[];
  services: DeskService[]; windows: DeskWindow[];
  waiting: DeskRow[]; no_shows: { id: string; number: string; service: string; window?: number; at: string }[]; classes: string[]; needs: string[];
}
export interface Frame<B> { seq: number; epoch: string; assets?: string; at?: string; board?: B; speak?: Speak[]; voice?: VoiceWord; card?: LaidCard }
export interface TicketBoard { kind: "ticket"; center: Text; time_zone: string; emergency?: Emergency; theme?: Theme; ticket: Ticket }
export type Sound = "running" | "loading" | "blocked" | "muted";
export interface SoundRow { clip: string; says: string; url: string; recorded: boolean; pending: boolean }
export interface VoiceScreen { address?: string; sound: Sound; speaking: boolean; dedicated: boolean; doubted: boolean }
export interface Voice {
  zone: string; name: Text; volume: number; screens: VoiceScreen[]; waiting: number; tested_at?: string; confirmed_at?: string;
  last: { matter: string; seq?: number; text: Text; at: string } | null; problem?: "no_voice" | "blocked" | "unheard" | "unconfirmed";
}
export interface Utterance {
  id: number; matter: string; seq?: number; text: string; text_en: string; clips: string[]; gap_ms: number; said: number; cut?: boolean;
}
export interface VoiceWord {
  on: boolean; saying?: number; said?: number; volume: number; ack?: number; turn?: boolean; lease_ms?: number; say?: Utterance;
}
/** What a kiosk's page hears of its reader: whether a card lies there, and each card once, without a number where it was not read. */
export interface ReaderBoard { lying: boolean }
export interface LaidCard { id_number?: string }
export type LineState = "connecting" | "live" | "offline" | "not_enrolled" | "forbidden" | "unknown";
export type Level = "warning" | "yellow" | "red";
export interface Helper { role: string; window?: number; staff?: string }
export interface Alert {
  id: string; kind: "wait" | "unserved" | "pause" | "idle" | "service" | "unstaffed" | "device" | "call_back" | "correction"; device?: string; level: Level; service?: string; window?: number; ticket?: string;
  since: string; count?: number; acknowledged?: { level: Level; reason: string; at: string; by: Helper };
}
export interface MonitorWindow extends Window { only_here?: { service: string; waiting: number }[]; served: number }
export interface MonitorBoard {
  kind: "monitor"; center: Text; time_zone: string; emergency?: Emergency; trial?: Trial; theme?: Theme; state: HallState; opens_at?: string; hours: string;
  alerts: Alert[]; helps?: Help[]; waiting_count: number; services: DeskService[]; windows: MonitorWindow[]; tickets: Record<string, number>;
  checked?: string[]; bound_ms: number;
}
/** The hall at a moment of the past; playlist is there for screens that have one. */
export interface Past {
  date: string; at: string; seq: number; previous_at?: string; next_at?: string; windows: Window[]; services: (Service & { queue: Ticket[] })[];
  board?: any; playlist?: Playlist;
}
export interface PastAlert extends Alert { from: string; until: string }
export interface PastCall { seq: number; at: string; number: string; window: number; again?: boolean }
export interface PastDay {
  date: string; earlier?: string; later?: string; from: string; until: string; screens: { screen: string; name: Text }[]; calls: PastCall[];
  alerts: PastAlert[];
}
export interface LifeStep {
  seq: number; at: string; by?: string; kind: string; ticket: Ticket; people_ahead?: number;
  call?: { why: string; reason?: string; effective_at: string; waited_ms: number; passed: string[]; passed_count: number };
}
export interface Life {
  ticket: Ticket; people_ahead?: number; steps: LifeStep[]; passed_count: number;
  passed_by: { seq: number; at: string; number: string; window: number; class: string; why: string; issued_at: string }[];
}
export interface Proof {
  state: "unknown" | "running" | "whole" | "damaged"; began_at?: string; ended_at?: string; seq: number; at?: string; hash?: string; last_seq: number;
  bad_seq?: number; reason?: string;
}
export interface Advice {
  window: number; window_name: Text; status: WindowStatus; service: string; service_name: Text; waiting_count: number;
  longest_wait_ms: number | null; longest_wait_then_ms: number;
}
export interface CheckRow { kind: string; items: string[]; made?: { at: string; by: Helper; items: { key: string; ok: boolean; note?: string }[] } }
export interface Card {
  id: number; level: Level; staff: string; name: string; reason: string; at: string; by: Helper;
  appeal?: string; appeal_at?: string; ruling?: "upheld" | "withdrawn"; note?: string; ruled_at?: string; ruled_by?: Helper;
}
export interface Member extends Staff { window?: number; signed_in_at?: string; substitute_until?: string; chief?: boolean }
/** The layout is the hall file's; pages change it by paths. */
export interface SetUp {
  revision: number; layout: any; changes: { seq: number; at: string; by: string; parts: string[] | null }[];
  defaults: Record<string, any>; bounds: Record<string, { low: number; high: number }>;
}
export interface SetUpDifference { part: string; item?: string; field?: string; old: any; new: any }
export interface SetUpChange { seq: number; at: string; by: string; did: SetUpDifference[]; only: SetUpDifference[] | null; whole: SetUpDifference[] | null }
export interface FollowUp {
  id: number; number: string; service: string; window: number; staff?: string; level: number; reasons?: string[]; comment?: string; at: string;
  call_back_by: string; correct_by: string; called_back?: string; called_back_at?: string; correction?: string; closed_at?: string; closed_by?: Helper;
}

/** GET /api/v1/backups: how backups stand, and what room the data take, in bytes. */
export interface Backups {
  folder: string; trouble: string; detail?: string; running: boolean; same_disk: boolean; free: number | null; night_at: string; due_at: string; kept: number;
  backups: { name: string; at: string; bytes: number }[];
  data: {
    live: number; live_from?: string; live_days: number; archives: { year: string; bytes: number }[]; days: number; first?: string; per_day: number | null; years_left: number | null;
    free: number; moved_at?: string; trouble?: string;
  };
}
