"""What people may do with a page, where that is less than their rights on the tree say."""

from functools import cached_property

from wagtail.models.pages import PagePermissionTester

from home.roles import is_only_translator


class PortalPagePermissionTester(PagePermissionTester):
    """Translators write and publish; taking a page away from readers, moving and deleting it is for editors.

    Wagtail's right to publish would include all of that, and these actions apply to the other languages as well.
    """

    @cached_property
    def is_translators(self) -> bool:
        return is_only_translator(self.user)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not self.is_translators and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        return not self.is_translators and super().can_unpublish()

    def can_set_view_restrictions(self) -> bool:
        return not self.is_translators and super().can_set_view_restrictions()

    def can_unschedule(self) -> bool:
        return not self.is_translators and super().can_unschedule()

    def can_reorder_children(self) -> bool:
        return not self.is_translators and super().can_reorder_children()

    def can_move(self) -> bool:
        return not self.is_translators and super().can_move()

    def can_copy(self) -> bool:
        return not self.is_translators and self.page.is_copied_by_hand and super().can_copy()
