"""Invoices: issued once, from then on exactly what they were; copies as PDF.

One is issued when its copy is first asked for, or when its customer is forgotten, of every order
that was shipped. Depends on orders, the tables and reportlab.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.once import raced
from bot.backoffice.orders import order_in, orders_of
from bot.backoffice.policy import local_day
from bot.backoffice.problems import NotInvoiced
from bot.backoffice.proofs import Proof
from bot.backoffice.tables import CustomerRow, InvoiceRow
from bot.backoffice.views import Invoice, Order
from bot.database import Database

# Rates of value added tax that prices include, by the country of delivery.
VAT_PERCENT = {"ES": 21, "PT": 23, "FR": 20}
USUAL_PERCENT = 21
INVOICED = ("shipped", "delivered", "returned")
SELLER = "Tramontana Hogar, S.L., Calle del Faro 12, 17600 Figueres (Girona)"
WORDS = {
    "es": {
        "invoice": "Factura (copia)",
        "number": "Número",
        "day": "Fecha",
        "order": "Pedido",
        "to": "Cliente",
        "item": "Producto",
        "quantity": "Cantidad",
        "price": "Precio",
        "net": "Base imponible",
        "vat": "IVA",
        "total": "Total",
    },
    "en": {
        "invoice": "Invoice (copy)",
        "number": "Number",
        "day": "Date",
        "order": "Order",
        "to": "Customer",
        "item": "Product",
        "quantity": "Quantity",
        "price": "Price",
        "net": "Net amount",
        "vat": "VAT",
        "total": "Total",
    },
}


class Invoices:
    """Invoices over one database. `clock` gives the present instant in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def copy(self, number: str, proof: Proof | str, language: str) -> Invoice:
        """The invoice of an order; `OrderNotFound`, `NotInvoiced`. `language` is es or en."""

        async def work(session: AsyncSession) -> InvoiceRow:
            order = await order_in(session, number, proof)
            if order.status not in INVOICED:
                raise NotInvoiced(order)
            customer = await session.get_one(CustomerRow, order.customer_id)
            return await _issued(session, order, customer)

        row = await raced(self._database, work, "invoice")
        return Invoice(row.number, row.order_number, pdf_of(row, language))


async def issued_for(session: AsyncSession, customer: CustomerRow) -> None:
    """Issue every invoice of a customer that was not yet."""
    for order in await orders_of(session, customer):
        if order.status in INVOICED:
            await _issued(session, order, customer)


async def _issued(session: AsyncSession, order: Order, customer: CustomerRow) -> InvoiceRow:
    query = select(InvoiceRow).where(InvoiceRow.order_number == order.number)
    row = (await session.scalars(query)).one_or_none()
    if row is None:
        row = InvoiceRow(
            number=f"F-{order.number}",
            order_number=order.number,
            issued_on=local_day(order.shipped_at or order.delivered_at or order.placed_at),
            data=written(order, customer.name),
        )
        session.add(row)
        await session.flush()
    return row


def written(order: Order, name: str) -> dict[str, Any]:
    """What an invoice says, for JSON; amounts are texts with two places."""
    percent = VAT_PERCENT.get(order.country, USUAL_PERCENT)
    net = (order.total_eur / (1 + Decimal(percent) / 100)).quantize(Decimal("0.01"))
    return {
        "name": name,
        "address": str(order.address or ""),
        "lines": [[one.name, one.quantity, str(one.unit_price_eur)] for one in order.items],
        "net": str(net),
        "vat_percent": percent,
        "vat": str(order.total_eur - net),
        "total": str(order.total_eur),
    }


def pdf_of(row: InvoiceRow, language: str) -> bytes:
    """The invoice as a PDF of one page or more; the same bytes each time."""
    words, file = WORDS["es" if language == "es" else "en"], BytesIO()
    styles, data = getSampleStyleSheet(), row.data
    facts = [
        f"{words['number']}: {row.number}",
        f"{words['day']}: {row.issued_on:%d/%m/%Y}",
        f"{words['order']}: {row.order_number}",
        f"{words['to']}: {data['name']}. {data['address']}",
    ]
    story = [Paragraph(words["invoice"], styles["Title"]), Paragraph(SELLER, styles["Normal"])]
    story += [Spacer(0, 6 * mm), *(Paragraph(escape(one), styles["Normal"]) for one in facts)]
    story += [Spacer(0, 6 * mm), _table(data, words)]
    title = f"{words['invoice']} {row.number}"
    SimpleDocTemplate(file, pagesize=A4, title=title, invariant=1, lang=language).build(story)
    return file.getvalue()


def _table(data: dict[str, Any], words: dict[str, str]) -> Table:
    lines = [[name, str(quantity), f"{price} €"] for name, quantity, price in data["lines"]]
    sums = [
        [words["net"], "", f"{data['net']} €"],
        [f"{words['vat']} {data['vat_percent']} %", "", f"{data['vat']} €"],
        [words["total"], "", f"{data['total']} €"],
    ]
    header = [words["item"], words["quantity"], words["price"]]
    table = Table([header, *lines, *sums], colWidths=[100 * mm, 25 * mm, 35 * mm])
    table.setStyle(
        TableStyle(
            [
                ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
                ("FONTNAME", (0, -1), (-1, -1), "Helvetica-Bold"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
                ("LINEABOVE", (0, -3), (-1, -3), 0.5, "black"),
            ]
        )
    )
    return table
