// The columns of a table that the server understands, and a file to begin with.

/** [name, other headers, required] */
export const COLUMNS = {
  sites: [
    ['code', ['mã', 'mã điểm cầu'], true],
    ['name', ['tên', 'tên điểm cầu'], true],
    ['parent_code', ['điểm cầu cấp trên'], false],
    ['kind', ['loại'], false],
    ['address', ['địa chỉ'], false],
    ['seats', ['số ghế'], false],
    ['contact_name', ['người phụ trách'], false],
    ['contact_phone', ['điện thoại'], false],
  ],
  delegates: [
    ['code', ['mã', 'mã đại biểu'], true],
    ['full_name', ['họ và tên', 'họ tên'], true],
    ['title', ['chức vụ'], false],
    ['organisation', ['đơn vị', 'đơn vị công tác'], false],
    ['site_code', ['điểm cầu', 'mã điểm cầu'], true],
  ],
};

const SAMPLES = {
  sites: [
    ['Mã điểm cầu', 'Tên điểm cầu', 'Điểm cầu cấp trên', 'Loại', 'Địa chỉ', 'Số ghế', 'Người phụ trách', 'Điện thoại'],
    ['CL-00', 'Hội trường Huyện ủy', '', 'MAIN', 'Khối 6, thị trấn Cao Lộc', '120', '', ''],
    ['CL-01', 'Thị trấn Cao Lộc', 'CL-00', 'BRANCH', 'UBND thị trấn Cao Lộc', '40', '', ''],
  ],
  delegates: [
    ['Mã đại biểu', 'Họ và tên', 'Chức vụ', 'Đơn vị', 'Mã điểm cầu'],
    ['DB-0001', 'Nguyễn Văn A', 'Bí thư chi bộ', 'Văn phòng Huyện ủy', 'CL-00'],
    ['DB-0002', 'Trần Thị B', 'Đảng viên', 'Chi bộ Trường THCS', 'CL-01'],
  ],
};

/** Puts together CSV that Excel opens with its accents: with a byte order mark. */
export const csv = rows => `\uFEFF${rows.map(row =>
  row.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')}\r\n`;

/** Has the browser save a text as a file. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export const sample = kind => download(kind === 'sites' ? 'mau-diem-cau.csv' : 'mau-dai-bieu.csv', csv(SAMPLES[kind]));
