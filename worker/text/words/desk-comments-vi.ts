/** What the moderation desk says. The original: gives its dictionary its shape. */
import type { Comment } from '../../schema.ts'

export const deskCommentsVi = {
  title: 'Ý kiến bạn đọc',
  filter: 'Lọc theo tình trạng',
  statuses: {
    held: 'Chờ đọc',
    received: 'Đang kiểm tra',
    approved: 'Đã duyệt',
    rejected: 'Đã từ chối',
    spam: 'Thư rác',
    withdrawn: 'Người viết đã rút',
    erased: 'Đã xoá',
  } satisfies Record<Comment['status'], string>,
  empty: {
    held: 'Không còn ý kiến nào chờ đọc.',
    received: 'Không có ý kiến nào đang kiểm tra.',
    approved: 'Chưa duyệt ý kiến nào.',
    rejected: 'Chưa từ chối ý kiến nào.',
    spam: 'Chưa có thư rác nào.',
    withdrawn: 'Chưa ai rút ý kiến nào.',
    erased: 'Chưa xoá ý kiến nào.',
  } satisfies Record<Comment['status'], string>,
  on: 'Về bài',
  answers: (name: string) => `Trả lời ${name}:`,
  reasons: 'Vì sao ở đây',
  noReasons: 'Các phép kiểm tra không thấy gì lạ.',
  approve: 'Duyệt',
  reject: 'Từ chối',
  approveOf: (name: string) => `Duyệt ý kiến của ${name}`,
  rejectOf: (name: string) => `Từ chối ý kiến của ${name}`,
  done: {
    approved: (name: string) => `Đã duyệt ý kiến của ${name}.`,
    rejected: (name: string) => `Đã từ chối ý kiến của ${name}.`,
  },
  undo: 'Hoàn tác',
  decidedTitle: 'Ý kiến này đã có người quyết định',
  decidedNow: (status: string, by: string, time: string) => `Hiện nay: ${status} (${by}, ${time}).`,
  statusNow: (status: string) => `Hiện nay: ${status}.`,
  decidedHint: 'Quyết định của bạn chưa được ghi. Bạn có thể xem lại rồi quyết định lần nữa.',
  machine: 'phép kiểm tra',
}

export type DeskCommentsWords = typeof deskCommentsVi
